using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Billing.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Statements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ReversedAt",
                table: "Payments",
                type: "datetime2",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BankFormats",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SiteId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Separator = table.Column<string>(type: "nvarchar(1)", maxLength: 1, nullable: false),
                    DateColumn = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    DateFormat = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    AmountColumn = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    ReferenceColumn = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    TextColumn = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    PayerColumn = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    DepositWord = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    AddedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankFormats", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BankFormats_SiteLedgers_SiteId",
                        column: x => x.SiteId,
                        principalTable: "SiteLedgers",
                        principalColumn: "SiteId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "KnownPayers",
                columns: table => new
                {
                    SiteId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PayerKey = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    PatientId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownPayers", x => new { x.SiteId, x.PayerKey });
                });

            migrationBuilder.CreateTable(
                name: "StatementImports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SiteId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    BankFormatId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    ProtectedContent = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    KnownLines = table.Column<int>(type: "int", nullable: false),
                    ImportedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    PostedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatementImports", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StatementImports_BankFormats_BankFormatId",
                        column: x => x.BankFormatId,
                        principalTable: "BankFormats",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StatementImports_SiteLedgers_SiteId",
                        column: x => x.SiteId,
                        principalTable: "SiteLedgers",
                        principalColumn: "SiteId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StatementLines",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ImportId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SiteId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LineNumber = table.Column<int>(type: "int", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false),
                    ProtectedText = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    PayerKey = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    IsDeskDeposit = table.Column<bool>(type: "bit", nullable: false),
                    Fingerprint = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Rule = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SettlementId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    DismissReason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatementLines", x => x.Id);
                    table.CheckConstraint("CK_StatementLines_Settled", "(State = 'Settled' AND SettlementId IS NOT NULL) OR (State <> 'Settled' AND SettlementId IS NULL)");
                    table.ForeignKey(
                        name: "FK_StatementLines_StatementImports_ImportId",
                        column: x => x.ImportId,
                        principalTable: "StatementImports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Settlements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LineId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Rule = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Score = table.Column<double>(type: "float", nullable: false),
                    PostedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    UndoneAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    UndoReason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Settlements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Settlements_StatementLines_LineId",
                        column: x => x.LineId,
                        principalTable: "StatementLines",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SettlementParts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SettlementId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    ItemId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PaymentId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SettlementParts", x => x.Id);
                    table.CheckConstraint("CK_SettlementParts_Amount", "AmountMinor > 0");
                    table.ForeignKey(
                        name: "FK_SettlementParts_Payments_PaymentId",
                        column: x => x.PaymentId,
                        principalTable: "Payments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SettlementParts_Settlements_SettlementId",
                        column: x => x.SettlementId,
                        principalTable: "Settlements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BankFormats_SiteId_Name",
                table: "BankFormats",
                columns: new[] { "SiteId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SettlementParts_ItemId",
                table: "SettlementParts",
                column: "ItemId");

            migrationBuilder.CreateIndex(
                name: "IX_SettlementParts_PaymentId",
                table: "SettlementParts",
                column: "PaymentId");

            migrationBuilder.CreateIndex(
                name: "IX_SettlementParts_SettlementId",
                table: "SettlementParts",
                column: "SettlementId");

            migrationBuilder.CreateIndex(
                name: "IX_Settlements_LineId",
                table: "Settlements",
                column: "LineId");

            migrationBuilder.CreateIndex(
                name: "IX_StatementImports_BankFormatId",
                table: "StatementImports",
                column: "BankFormatId");

            migrationBuilder.CreateIndex(
                name: "IX_StatementImports_SiteId_Sha256",
                table: "StatementImports",
                columns: new[] { "SiteId", "Sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StatementLines_ImportId_LineNumber",
                table: "StatementLines",
                columns: new[] { "ImportId", "LineNumber" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StatementLines_SiteId_Fingerprint",
                table: "StatementLines",
                columns: new[] { "SiteId", "Fingerprint" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StatementLines_SiteId_State_On",
                table: "StatementLines",
                columns: new[] { "SiteId", "State", "On" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "KnownPayers");

            migrationBuilder.DropTable(
                name: "SettlementParts");

            migrationBuilder.DropTable(
                name: "Settlements");

            migrationBuilder.DropTable(
                name: "StatementLines");

            migrationBuilder.DropTable(
                name: "StatementImports");

            migrationBuilder.DropTable(
                name: "BankFormats");

            migrationBuilder.DropColumn(
                name: "ReversedAt",
                table: "Payments");
        }
    }
}
