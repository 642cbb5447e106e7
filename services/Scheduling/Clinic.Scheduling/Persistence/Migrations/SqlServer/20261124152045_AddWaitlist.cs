using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Scheduling.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AddWaitlist : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "WaitlistOfferMinutes",
                table: "Sites",
                type: "int",
                nullable: false,
                defaultValue: 60);

            migrationBuilder.AddColumn<int>(
                name: "WaitlistOffers",
                table: "Sites",
                type: "int",
                nullable: false,
                defaultValue: 3);

            migrationBuilder.CreateTable(
                name: "FreedPlaces",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SiteId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EndsAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FreedPlaces", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FreedPlaces_Sites_SiteId",
                        column: x => x.SiteId,
                        principalTable: "Sites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WaitlistEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SiteId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ProtocolId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ProtocolCode = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false),
                    FollowsSeriesId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Indication = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    EarliestDate = table.Column<DateOnly>(type: "date", nullable: false),
                    LatestDate = table.Column<DateOnly>(type: "date", nullable: false),
                    Wishes = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    Priority = table.Column<int>(type: "int", nullable: false),
                    AddedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    State = table.Column<string>(type: "nvarchar(30)", maxLength: 30, nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    SeriesId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WaitlistEntries", x => x.Id);
                    table.CheckConstraint("CK_WaitlistEntries_Dates", "LatestDate >= EarliestDate");
                    table.CheckConstraint("CK_WaitlistEntries_Priority", "Priority BETWEEN 1 AND 5");
                    table.ForeignKey(
                        name: "FK_WaitlistEntries_Patients_PatientId",
                        column: x => x.PatientId,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WaitlistEntries_Protocols_ProtocolId",
                        column: x => x.ProtocolId,
                        principalTable: "Protocols",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WaitlistEntries_Series_FollowsSeriesId",
                        column: x => x.FollowsSeriesId,
                        principalTable: "Series",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WaitlistEntries_Series_SeriesId",
                        column: x => x.SeriesId,
                        principalTable: "Series",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WaitlistEntries_Sites_SiteId",
                        column: x => x.SiteId,
                        principalTable: "Sites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WaitlistOffers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    EntryId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SiteId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TokenSha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    OfferedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    State = table.Column<string>(type: "nvarchar(30)", maxLength: 30, nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WaitlistOffers", x => x.Id);
                    table.CheckConstraint("CK_WaitlistOffers_Expires", "ExpiresAt > OfferedAt");
                    table.ForeignKey(
                        name: "FK_WaitlistOffers_WaitlistEntries_EntryId",
                        column: x => x.EntryId,
                        principalTable: "WaitlistEntries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "OfferedSessions",
                columns: table => new
                {
                    OfferId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OfferedSessions", x => new { x.OfferId, x.Number });
                    table.CheckConstraint("CK_OfferedSessions_Ends", "EndsAt > StartsAt");
                    table.ForeignKey(
                        name: "FK_OfferedSessions_WaitlistOffers_OfferId",
                        column: x => x.OfferId,
                        principalTable: "WaitlistOffers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FreedPlaces_SiteId",
                table: "FreedPlaces",
                column: "SiteId");

            migrationBuilder.CreateIndex(
                name: "IX_WaitlistEntries_FollowsSeriesId",
                table: "WaitlistEntries",
                column: "FollowsSeriesId");

            migrationBuilder.CreateIndex(
                name: "IX_WaitlistEntries_PatientId_ProtocolCode",
                table: "WaitlistEntries",
                columns: new[] { "PatientId", "ProtocolCode" },
                unique: true,
                filter: "State = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_WaitlistEntries_Priority_AddedAt_Id",
                table: "WaitlistEntries",
                columns: new[] { "Priority", "AddedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_WaitlistEntries_ProtocolId",
                table: "WaitlistEntries",
                column: "ProtocolId");

            migrationBuilder.CreateIndex(
                name: "IX_WaitlistEntries_SeriesId",
                table: "WaitlistEntries",
                column: "SeriesId");

            migrationBuilder.CreateIndex(
                name: "IX_WaitlistEntries_SiteId_State_Priority_AddedAt",
                table: "WaitlistEntries",
                columns: new[] { "SiteId", "State", "Priority", "AddedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_WaitlistOffers_Open",
                table: "WaitlistOffers",
                column: "EntryId",
                unique: true,
                filter: "State = 'Open'");

            migrationBuilder.CreateIndex(
                name: "IX_WaitlistOffers_State_SiteId",
                table: "WaitlistOffers",
                columns: new[] { "State", "SiteId" });

            migrationBuilder.CreateIndex(
                name: "IX_WaitlistOffers_TokenSha256",
                table: "WaitlistOffers",
                column: "TokenSha256",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FreedPlaces");

            migrationBuilder.DropTable(
                name: "OfferedSessions");

            migrationBuilder.DropTable(
                name: "WaitlistOffers");

            migrationBuilder.DropTable(
                name: "WaitlistEntries");

            migrationBuilder.DropColumn(
                name: "WaitlistOfferMinutes",
                table: "Sites");

            migrationBuilder.DropColumn(
                name: "WaitlistOffers",
                table: "Sites");
        }
    }
}
