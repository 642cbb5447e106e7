using System.Net;
using Clinic.Contracts.Notifications;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Persistence;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Scheduling.Tests.Days;

public sealed class ConfirmationTests
{
    [Fact]
    public async Task A_patients_answer_confirms_the_session_until_it_moves_to_another_time()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, new ClinicPlan { Infusions = 3, Days = 21 });
        var series = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        var session = series["sessions"][1]!;
        var (id, patient, start) = (session["id"]!.GetValue<Guid>(), session["patientId"]!.GetValue<Guid>(), session["startsAt"]!.GetValue<DateTimeOffset>());

        await AnswerAsync(rig, new PatientConfirmedSession(id, patient, rig.Now, start.AddHours(1)));
        await AnswerAsync(rig, new PatientConfirmedSession(id, Guid.NewGuid(), rig.Now, start));
        Assert.Null((await rig.GetAsync($"sessions/{id}")).Expect(HttpStatusCode.OK)["confirmedAt"]);

        await AnswerAsync(rig, new PatientConfirmedSession(id, patient, rig.Now, start));
        Assert.NotNull((await rig.GetAsync($"sessions/{id}")).Expect(HttpStatusCode.OK)["confirmedAt"]);

        (await rig.PostAsync($"sessions/{id}/reschedule", new { startsAt = start.AddHours(3) })).Expect(HttpStatusCode.OK);
        Assert.Null((await rig.GetAsync($"sessions/{id}")).Expect(HttpStatusCode.OK)["confirmedAt"]);
    }

    private static async Task AnswerAsync(SchedulingRig rig, PatientConfirmedSession answer)
    {
        var message = await rig.Services.GetRequiredService<Transactor<SchedulingDbContext>>().WriteAsync(
            (db, _) => Task.FromResult(db.Publish(answer, answer.SessionId, Instant.FromDateTimeOffset(rig.Now))), CancellationToken.None);
        await Eventually.TrueAsync("the answer is consumed", async () =>
        {
            await using var scope = rig.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<SchedulingDbContext>();
            return db.Set<Clinic.Messaging.Inbox.InboxMessage>().Any(m => m.MessageId == message);
        });
    }
}
