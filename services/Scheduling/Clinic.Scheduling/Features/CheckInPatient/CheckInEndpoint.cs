using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Features.Shared;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;

namespace Clinic.Scheduling.Features.CheckInPatient;

/// <summary>What is recorded when the patient arrives.</summary>
/// <param name="EscortPresent">Whether a responsible adult will take the patient home.</param>
/// <param name="Fasting">Whether the patient kept the fasting instructions.</param>
/// <param name="WeightKg">Body weight, 20 to 400 kg; the dose is computed from it.</param>
/// <param name="BloodPressure">Baseline blood pressure.</param>
/// <param name="HeartRate">Baseline heart rate, 20 to 250 a minute.</param>
/// <param name="Spo2">Baseline oxygen saturation, 50 to 100 percent.</param>
internal sealed record CheckInRequest(
    bool? EscortPresent, bool? Fasting, decimal? WeightKg, BloodPressureRequest? BloodPressure, int? HeartRate, int? Spo2);

/// <summary>Blood pressure in mmHg.</summary>
/// <param name="Systolic">40 to 300.</param>
/// <param name="Diastolic">20 to 200, below the systolic.</param>
internal sealed record BloodPressureRequest(int? Systolic, int? Diastolic);

/// <summary>The limits catch slips of the pen; clinical limits are the protocol's.</summary>
internal sealed class CheckInValidator : AbstractValidator<CheckInRequest>
{
    public CheckInValidator()
    {
        RuleFor(r => r.EscortPresent).NotNull();
        RuleFor(r => r.Fasting).NotNull();
        RuleFor(r => r.WeightKg).NotNull().InclusiveBetween(20, 400);
        RuleFor(r => r.HeartRate).NotNull().InclusiveBetween(20, 250);
        RuleFor(r => r.Spo2).NotNull().InclusiveBetween(50, 100);
        RuleFor(r => r.BloodPressure).NotNull();
        RuleFor(r => r.BloodPressure!.Systolic).NotNull().InclusiveBetween(40, 300).When(r => r.BloodPressure is not null);
        RuleFor(r => r.BloodPressure!.Diastolic).NotNull().InclusiveBetween(20, 200)
            .Must((r, diastolic) => diastolic is null || diastolic < r.BloodPressure!.Systolic).WithMessage("It is below the systolic.")
            .When(r => r.BloodPressure is not null);
    }
}

internal static class CheckInEndpoint
{
    public static void MapCheckIn(this RouteGroupBuilder group) => group
        .MapPost("/sessions/{id:guid}/check-in", HandleAsync)
        .RequireAuthorization(Policies.Care)
        .Validate<CheckInRequest>()
        .WithName("CheckInPatient")
        .WithSummary("Checks a patient in on the day of the session")
        .Produces<SessionView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(Guid id, CheckInRequest request, HttpContext http, SessionCommand command) =>
        command.RunAsync(http, id, "session.check-in", (open, _) =>
        {
            var session = open.Session;
            if (session.Arrive(Read(request), open.Site, open.Now) is { } breach)
            {
                return Task.FromResult<Refusal?>(breach.ToRefusal());
            }

            open.Db.Publish(
                new PatientCheckedIn(session.Id, session.SeriesId, session.PatientId, open.Now.ToDateTimeOffset()), session.SeriesId, open.Now);
            return Task.FromResult<Refusal?>(null);
        });

    private static CheckIn Read(CheckInRequest r) => new()
    {
        EscortPresent = r.EscortPresent!.Value,
        Fasting = r.Fasting!.Value,
        WeightKg = r.WeightKg!.Value,
        SystolicMmHg = r.BloodPressure!.Systolic!.Value,
        DiastolicMmHg = r.BloodPressure.Diastolic!.Value,
        HeartRate = r.HeartRate!.Value,
        OxygenSaturation = r.Spo2!.Value,
    };
}
