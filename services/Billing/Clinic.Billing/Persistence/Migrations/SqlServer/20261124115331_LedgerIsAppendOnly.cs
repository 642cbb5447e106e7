using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Billing.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class LedgerIsAppendOnly : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.MakeAppendOnlyOnSqlServer("JournalEntries");
            migrationBuilder.MakeAppendOnlyOnSqlServer("Postings");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER JournalEntries_AppendOnly;");
            migrationBuilder.Sql("DROP TRIGGER Postings_AppendOnly;");
        }
    }
}
