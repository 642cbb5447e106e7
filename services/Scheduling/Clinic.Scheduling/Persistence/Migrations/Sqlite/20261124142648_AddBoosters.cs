using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Scheduling.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddBoosters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "FollowsSeriesId",
                table: "Series",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BoosterAfterDays",
                table: "Protocols",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "FollowsSeriesId",
                table: "Holds",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Series_FollowsSeriesId",
                table: "Series",
                column: "FollowsSeriesId");

            migrationBuilder.AddCheckConstraint(
                name: "CK_Protocols_BoosterAfterDays",
                table: "Protocols",
                sql: "BoosterAfterDays >= 1");

            migrationBuilder.CreateIndex(
                name: "IX_Holds_FollowsSeriesId",
                table: "Holds",
                column: "FollowsSeriesId");

            migrationBuilder.AddForeignKey(
                name: "FK_Holds_Series_FollowsSeriesId",
                table: "Holds",
                column: "FollowsSeriesId",
                principalTable: "Series",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Series_Series_FollowsSeriesId",
                table: "Series",
                column: "FollowsSeriesId",
                principalTable: "Series",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Holds_Series_FollowsSeriesId",
                table: "Holds");

            migrationBuilder.DropForeignKey(
                name: "FK_Series_Series_FollowsSeriesId",
                table: "Series");

            migrationBuilder.DropIndex(
                name: "IX_Series_FollowsSeriesId",
                table: "Series");

            migrationBuilder.DropCheckConstraint(
                name: "CK_Protocols_BoosterAfterDays",
                table: "Protocols");

            migrationBuilder.DropIndex(
                name: "IX_Holds_FollowsSeriesId",
                table: "Holds");

            migrationBuilder.DropColumn(
                name: "FollowsSeriesId",
                table: "Series");

            migrationBuilder.DropColumn(
                name: "BoosterAfterDays",
                table: "Protocols");

            migrationBuilder.DropColumn(
                name: "FollowsSeriesId",
                table: "Holds");
        }
    }
}
