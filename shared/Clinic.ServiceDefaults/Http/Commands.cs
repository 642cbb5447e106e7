using System.Text.Json;
using Clinic.ServiceDefaults.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Clinic.ServiceDefaults.Http;

/// <summary>
/// Runs a use case that writes and turns its outcome into an HTTP answer. With an <c>Idempotency-Key</c> the answer commits
/// in the same transaction as the effect, so a repeated request gets the first answer and has no second effect, whatever
/// crashed in between. A refusal wrote nothing and is not kept: the same key may be used again once its cause is gone.
/// </summary>
/// <typeparam name="TContext">The service's context.</typeparam>
/// <param name="transactor">Writes.</param>
/// <param name="protection">Encrypts the kept answers.</param>
/// <param name="json">How bodies are written.</param>
/// <param name="clock">When it was answered.</param>
public sealed class Commands<TContext>(
    Transactor<TContext> transactor, IDataProtectionProvider protection, IOptions<JsonOptions> json, IClock clock)
    where TContext : ClinicDbContext
{
    private readonly IDataProtector _protector = protection.CreateProtector("Clinic.IdempotentAnswers.v1");

    /// <summary>Answers 201 with the location of what was created.</summary>
    /// <typeparam name="T">The body.</typeparam>
    /// <param name="http">The request.</param>
    /// <param name="location">The path of what was created.</param>
    /// <param name="work">The use case; it may run again after a transient failure.</param>
    public Task<IResult> CreateAsync<T>(
        HttpContext http, Func<T, string> location, Func<TContext, CancellationToken, Task<Outcome<T>>> work) =>
        RunAsync(http, StatusCodes.Status201Created, location, work);

    /// <summary>Answers 200 with the body.</summary>
    /// <typeparam name="T">The body.</typeparam>
    /// <param name="http">The request.</param>
    /// <param name="work">The use case; it may run again after a transient failure.</param>
    public Task<IResult> ExecuteAsync<T>(HttpContext http, Func<TContext, CancellationToken, Task<Outcome<T>>> work) =>
        RunAsync(http, StatusCodes.Status200OK, null, work);

    private async Task<IResult> RunAsync<T>(
        HttpContext http, int status, Func<T, string>? location, Func<TContext, CancellationToken, Task<Outcome<T>>> work)
    {
        ArgumentNullException.ThrowIfNull(http);
        var key = IdempotencyKey.Of(http);
        try
        {
            return await OnceAsync(http, key, status, location, work);
        }
        catch (DbUpdateException e) when (key is not null && DbErrors.IsUniqueViolation(e))
        {
            // Possibly the same key at the same instant: the second look finds the winner's answer, or the clash was another.
            return await OnceAsync(http, key, status, location, work);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Stale().ToProblem();
        }
    }

    private async Task<IResult> OnceAsync<T>(
        HttpContext http,
        IdempotencyKey? key,
        int status,
        Func<T, string>? location,
        Func<TContext, CancellationToken, Task<Outcome<T>>> work)
    {
        var outcome = await transactor.TryWriteAsync<Answer>(
            async (db, token) =>
            {
                if (key is not null && await FindAsync(db, key, token) is { } earlier)
                {
                    return Replay(earlier, key);
                }

                var result = await work(db, token);
                if (!result.Succeeded)
                {
                    return result.Refusal;
                }

                var answer = new Answer(
                    status, location?.Invoke(result.Value), JsonSerializer.Serialize(result.Value, json.Value.SerializerOptions), result.Value);
                Keep(db, key, answer);
                return answer;
            },
            http.RequestAborted);
        return outcome.Succeeded ? outcome.Value : outcome.Refusal.ToProblem();
    }

    private static Task<IdempotentAnswer?> FindAsync(TContext db, IdempotencyKey key, CancellationToken cancellationToken) =>
        db.IdempotentAnswers.AsNoTracking()
            .FirstOrDefaultAsync(a => a.Scope == key.Scope && a.Key == key.Key, cancellationToken);

    private Outcome<Answer> Replay(IdempotentAnswer earlier, IdempotencyKey key) =>
        string.Equals(earlier.BodyHash, key.BodyHash, StringComparison.Ordinal)
            ? new Answer(earlier.Status, earlier.Location, _protector.Unprotect(earlier.ProtectedBody), null)
            : Refusal.Rule(
                "idempotency-key-reused", "This idempotency key was used with another request body.", IdempotencyKey.HeaderName);

    private void Keep(TContext db, IdempotencyKey? key, Answer answer)
    {
        if (key is null)
        {
            return;
        }

        db.IdempotentAnswers.Add(new IdempotentAnswer
        {
            Scope = key.Scope,
            Key = key.Key,
            BodyHash = key.BodyHash,
            Status = answer.Status,
            Location = answer.Location,
            ProtectedBody = _protector.Protect(answer.Body),
            AnsweredAt = clock.GetCurrentInstant(),
        });
    }

    private sealed record Answer(int Status, string? Location, string Body, object? Value) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = Status;
            response.ContentType = "application/json; charset=utf-8";
            if (Location is not null)
            {
                response.Headers.Location = Location;
            }

            if (Value is IVersioned versioned)
            {
                response.Headers.ETag = EntityTag.Of(versioned.Version);
            }

            await response.WriteAsync(Body, httpContext.RequestAborted);
        }
    }
}
