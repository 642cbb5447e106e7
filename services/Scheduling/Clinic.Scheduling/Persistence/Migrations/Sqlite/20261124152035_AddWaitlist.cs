using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Scheduling.Persistence.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 60);

            migrationBuilder.AddColumn<int>(
                name: "WaitlistOffers",
                table: "Sites",
                type: "INTEGER",
                nullable: false,
                defaultValue: 3);

            migrationBuilder.CreateTable(
                name: "FreedPlaces",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: true)
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PatientId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProtocolId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProtocolCode = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    FollowsSeriesId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Indication = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    EarliestDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    LatestDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Wishes = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    Priority = table.Column<int>(type: "INTEGER", nullable: false),
                    AddedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SeriesId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EntryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PatientId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TokenSha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OfferedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
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
                    OfferId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: false)
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
