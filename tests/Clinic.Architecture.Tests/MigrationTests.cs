using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace Clinic.Architecture.Tests;

public class MigrationTests
{
    public static TheoryData<Type> AllContexts => [.. Services.Contexts()];

    public static TheoryData<Type> SqlServerContexts => [.. Services.Contexts().Where(IsSqlServer)];

    [Fact]
    public void Every_service_has_a_context_per_engine() => Assert.Equal(Services.Assemblies.Count * 2, Services.Contexts().Count());

    [Theory]
    [MemberData(nameof(AllContexts))]
    public void The_model_has_no_change_without_a_migration(Type context)
    {
        using var db = Create(context);

        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.False(db.Database.HasPendingModelChanges(), $"run eng/add-migration.sh for {context.Name}");
    }

    /// <summary>Microsoft's own parser and model read the script: a bad statement or an unresolved reference is an error.</summary>
    [Theory]
    [MemberData(nameof(SqlServerContexts))]
    public void The_sql_server_script_is_valid_t_sql_with_every_reference_resolved(Type context)
    {
        using var db = Create(context);
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.NoTransactions);

        Assert.Empty(TSqlCheck.Errors(script));
    }

    /// <summary>The script that <c>migrate --script</c> hands to an administrator.</summary>
    [Theory]
    [MemberData(nameof(SqlServerContexts))]
    public void The_idempotent_script_parses_to_its_last_statement(Type context)
    {
        using var db = Create(context);
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        Assert.Empty(TSqlCheck.SyntaxErrors(script));
    }

    [Fact]
    public void The_script_check_sees_into_executed_statements()
    {
        const string Table = "CREATE TABLE [A] ([Id] int NOT NULL PRIMARY KEY);\nGO\n";

        Assert.Empty(TSqlCheck.Errors(Table + "EXEC(N'CREATE TRIGGER [T] ON [A] AFTER DELETE AS THROW 50001, ''no'', 1;');"));
        Assert.NotEmpty(TSqlCheck.Errors(Table + "EXEC(N'CREATE TRIGGER [T] ON [Missing] AFTER DELETE AS THROW 50001, ''no'', 1;');"));
        Assert.NotEmpty(TSqlCheck.SyntaxErrors("IF 1 = 1 BEGIN EXEC(N'CREATE TRIGER [T] ON [A] AFTER DELETE AS RETURN'); END"));
    }

    [Fact]
    public void The_script_check_knows_columns_that_were_added_to_a_table()
    {
        const string Table = "CREATE TABLE [A] (\n[Id] int NOT NULL PRIMARY KEY);\nGO\nALTER TABLE [A] ADD [B] int NOT NULL DEFAULT 0;\nGO\n";

        Assert.Empty(TSqlCheck.Errors(Table + "CREATE INDEX [I] ON [A] ([B]);"));
        Assert.NotEmpty(TSqlCheck.Errors(Table + "CREATE INDEX [I] ON [A] ([C]);"));
    }

    [Fact]
    public void The_script_check_sees_an_unresolved_reference_and_a_syntax_error()
    {
        Assert.NotEmpty(TSqlCheck.Errors("CREATE TABLE [A] ([Id] int NOT NULL, CONSTRAINT [FK] FOREIGN KEY ([Id]) REFERENCES [Missing] ([Id]));"));
        Assert.NotEmpty(TSqlCheck.Errors("CREATE TABEL [A] ([Id] int);"));
        Assert.Empty(TSqlCheck.Errors("CREATE TABLE [A] ([Id] int NOT NULL PRIMARY KEY);"));
    }

    [Theory]
    [MemberData(nameof(AllContexts))]
    public void No_key_is_generated_by_the_database(Type context)
    {
        using var db = Create(context);
        var generated = from entity in db.Model.GetEntityTypes()
                        from property in entity.GetProperties()
                        where property.ValueGenerated != Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never
                        select $"{entity.DisplayName()}.{property.Name}";

        Assert.Empty(generated);
    }

    private static bool IsSqlServer(Type context) => context.Name.StartsWith("SqlServer", StringComparison.Ordinal);

    private static ClinicDbContext Create(Type context)
    {
        var builder = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(context))!;
        _ = IsSqlServer(context)
            ? DatabaseSetup.UseSqlServer(builder, "Server=nowhere;Database=none;Encrypt=false")
            : DatabaseSetup.UseSqlite(builder, "Data Source=:memory:");
        return (ClinicDbContext)Activator.CreateInstance(context, builder.Options)!;
    }
}
