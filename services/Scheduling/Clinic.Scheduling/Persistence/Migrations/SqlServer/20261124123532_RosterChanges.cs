using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Scheduling.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class RosterChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "Stamp",
                table: "Shifts",
                type: "uniqueidentifier",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            // A stamp is unique; that of a shift planned before is its key.
            migrationBuilder.Sql("UPDATE Shifts SET Stamp = Id;");

            migrationBuilder.CreateTable(
                name: "ChairClosures",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ChairId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChairClosures", x => x.Id);
                    table.CheckConstraint("CK_ChairClosures_EndsAt", "EndsAt > StartsAt");
                    table.ForeignKey(
                        name: "FK_ChairClosures_Chairs_ChairId",
                        column: x => x.ChairId,
                        principalTable: "Chairs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Shifts_Stamp",
                table: "Shifts",
                column: "Stamp",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ChairClosures_ChairId_StartsAt",
                table: "ChairClosures",
                columns: new[] { "ChairId", "StartsAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ChairClosures");

            migrationBuilder.DropIndex(
                name: "IX_Shifts_Stamp",
                table: "Shifts");

            migrationBuilder.DropColumn(
                name: "Stamp",
                table: "Shifts");
        }
    }
}
