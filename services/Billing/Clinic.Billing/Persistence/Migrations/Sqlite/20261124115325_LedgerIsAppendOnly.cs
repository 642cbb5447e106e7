using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Billing.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LedgerIsAppendOnly : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.MakeAppendOnlyOnSqlite("JournalEntries");
            migrationBuilder.MakeAppendOnlyOnSqlite("Postings");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER JournalEntries_AppendOnly_UPDATE;");
            migrationBuilder.Sql("DROP TRIGGER JournalEntries_AppendOnly_DELETE;");
            migrationBuilder.Sql("DROP TRIGGER Postings_AppendOnly_UPDATE;");
            migrationBuilder.Sql("DROP TRIGGER Postings_AppendOnly_DELETE;");
        }
    }
}
