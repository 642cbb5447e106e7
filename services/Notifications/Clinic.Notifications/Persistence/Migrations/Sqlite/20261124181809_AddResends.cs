using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Notifications.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddResends : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Reminders_SubjectId_SubjectVersion_Kind_Channel",
                table: "Reminders");

            migrationBuilder.AddColumn<int>(
                name: "Copy",
                table: "Reminders",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_SubjectId_SubjectVersion_Kind_Channel_Copy",
                table: "Reminders",
                columns: new[] { "SubjectId", "SubjectVersion", "Kind", "Channel", "Copy" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Reminders_SubjectId_SubjectVersion_Kind_Channel_Copy",
                table: "Reminders");

            migrationBuilder.DropColumn(
                name: "Copy",
                table: "Reminders");

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_SubjectId_SubjectVersion_Kind_Channel",
                table: "Reminders",
                columns: new[] { "SubjectId", "SubjectVersion", "Kind", "Channel" },
                unique: true);
        }
    }
}
