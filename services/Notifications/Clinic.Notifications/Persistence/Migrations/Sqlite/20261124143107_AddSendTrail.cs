using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Notifications.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddSendTrail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ProtectedTrail",
                table: "SendAttempts",
                type: "TEXT",
                maxLength: -1,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PhoneRefusedAt",
                table: "Recipients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Evidence",
                table: "PreferenceChanges",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_SendAttempts_ProviderReference",
                table: "SendAttempts",
                column: "ProviderReference");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SendAttempts_ProviderReference",
                table: "SendAttempts");

            migrationBuilder.DropColumn(
                name: "ProtectedTrail",
                table: "SendAttempts");

            migrationBuilder.DropColumn(
                name: "PhoneRefusedAt",
                table: "Recipients");

            migrationBuilder.DropColumn(
                name: "Evidence",
                table: "PreferenceChanges");
        }
    }
}
