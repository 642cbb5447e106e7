using Clinic.Billing.Tests.Rig;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using CsCheck;
using Xunit;

namespace Clinic.Billing.Tests.Ledger;

public class AnyOrderTests
{
    private const int Cases = 2_000;
    private const int Sessions = 3;
    private const int MostSteps = 14;

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Enum<StepKind>(), Gen.Int[0, Sessions - 1], Gen.Long[1, 60_000], (kind, session, minor) => new Step(kind, session, minor));

    /// <summary>
    /// Whatever arrives in whatever order and however often: debits equal credits, each session is charged once, every invoice's
    /// open amount is what an independent count says, no patient's credit is overdrawn, and what is refused writes nothing.
    /// </summary>
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Any_order_of_completions_payments_voids_and_credits_keeps_the_books_in_balance(DatabaseProvider provider)
    {
        await using var host = await BillingHost.StartAsync(provider);

        await Steps.Array[1, MostSteps].SampleAsync(
            steps => BookSimulation.RunAsync(host, steps),
            iter: Cases,
            threads: 1,
            print: steps => string.Join(", ", steps.AsEnumerable()));
    }
}
