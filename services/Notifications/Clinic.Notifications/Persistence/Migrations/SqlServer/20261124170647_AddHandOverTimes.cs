using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Notifications.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AddHandOverTimes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "HandedOverAt",
                table: "SendAttempts",
                type: "datetime2",
                nullable: true);

            // What an earlier version had claimed may be on its way.
            migrationBuilder.Sql("UPDATE SendAttempts SET HandedOverAt = StartedAt WHERE State = 'Started'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "HandedOverAt",
                table: "SendAttempts");
        }
    }
}
