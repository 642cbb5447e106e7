using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Scheduling.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AddHolds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "SessionId",
                table: "SlotClaims",
                type: "uniqueidentifier",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uniqueidentifier");

            migrationBuilder.AddColumn<Guid>(
                name: "HoldId",
                table: "SlotClaims",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Holds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SiteId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ProtocolId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Indication = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    PlacedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    State = table.Column<string>(type: "nvarchar(30)", maxLength: 30, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Holds", x => x.Id);
                    table.CheckConstraint("CK_Holds_Expires", "ExpiresAt > PlacedAt");
                    table.ForeignKey(
                        name: "FK_Holds_Patients_PatientId",
                        column: x => x.PatientId,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Holds_Protocols_ProtocolId",
                        column: x => x.ProtocolId,
                        principalTable: "Protocols",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Holds_Sites_SiteId",
                        column: x => x.SiteId,
                        principalTable: "Sites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HeldSessions",
                columns: table => new
                {
                    HoldId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ChairId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MonitorId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HeldSessions", x => new { x.HoldId, x.Number });
                    table.CheckConstraint("CK_HeldSessions_Ends", "EndsAt > StartsAt");
                    table.ForeignKey(
                        name: "FK_HeldSessions_Chairs_ChairId",
                        column: x => x.ChairId,
                        principalTable: "Chairs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HeldSessions_Holds_HoldId",
                        column: x => x.HoldId,
                        principalTable: "Holds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HeldSessions_Staff_MonitorId",
                        column: x => x.MonitorId,
                        principalTable: "Staff",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SlotClaims_HoldId",
                table: "SlotClaims",
                column: "HoldId");

            migrationBuilder.AddCheckConstraint(
                name: "CK_SlotClaims_Holder",
                table: "SlotClaims",
                sql: "(SessionId IS NULL AND HoldId IS NOT NULL) OR (SessionId IS NOT NULL AND HoldId IS NULL)");

            migrationBuilder.CreateIndex(
                name: "IX_HeldSessions_ChairId",
                table: "HeldSessions",
                column: "ChairId");

            migrationBuilder.CreateIndex(
                name: "IX_HeldSessions_MonitorId",
                table: "HeldSessions",
                column: "MonitorId");

            migrationBuilder.CreateIndex(
                name: "IX_Holds_PatientId",
                table: "Holds",
                column: "PatientId");

            migrationBuilder.CreateIndex(
                name: "IX_Holds_ProtocolId",
                table: "Holds",
                column: "ProtocolId");

            migrationBuilder.CreateIndex(
                name: "IX_Holds_SiteId",
                table: "Holds",
                column: "SiteId");

            migrationBuilder.CreateIndex(
                name: "IX_Holds_State_ExpiresAt",
                table: "Holds",
                columns: new[] { "State", "ExpiresAt" });

            migrationBuilder.AddForeignKey(
                name: "FK_SlotClaims_Holds_HoldId",
                table: "SlotClaims",
                column: "HoldId",
                principalTable: "Holds",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_SlotClaims_Holds_HoldId",
                table: "SlotClaims");

            migrationBuilder.DropTable(
                name: "HeldSessions");

            migrationBuilder.DropTable(
                name: "Holds");

            migrationBuilder.DropIndex(
                name: "IX_SlotClaims_HoldId",
                table: "SlotClaims");

            migrationBuilder.DropCheckConstraint(
                name: "CK_SlotClaims_Holder",
                table: "SlotClaims");

            migrationBuilder.DropColumn(
                name: "HoldId",
                table: "SlotClaims");

            migrationBuilder.AlterColumn<Guid>(
                name: "SessionId",
                table: "SlotClaims",
                type: "uniqueidentifier",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uniqueidentifier",
                oldNullable: true);
        }
    }
}
