using System.Data.SqlTypes;
using MassTransit;
using Xunit;

namespace Clinic.ServiceDefaults.Tests;

public class KeyOrderTests
{
    [Fact]
    public void Keys_made_one_after_the_other_ascend_in_sql_servers_order()
    {
        var keys = Enumerable.Range(0, 5_000).Select(_ => new SqlGuid(NewId.NextGuid())).ToList();

        Assert.All(keys.Zip(keys.Skip(1)), pair => Assert.True((bool)(pair.First < pair.Second)));
    }
}
