using System.Globalization;
using Clinic.Billing.Persistence.Reconciliation;
using CsvHelper;
using NodaTime;
using NodaTime.Text;

namespace Clinic.Billing.Features.ImportStatement;

/// <summary>A line of a bank statement as it was read.</summary>
internal readonly record struct BankLine(int LineNumber, LocalDate On, long AmountMinor, string Reference, string Text, string Payer);

/// <summary>Why a file isn't a statement.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Reason">What is wrong there.</param>
internal sealed record BadLine(long Line, string Reason);

/// <summary>Reads a statement line by line. It stops at the first line that isn't one, and says which and why.</summary>
internal sealed class StatementReader : IDisposable
{
    private const int LongestField = 1_000;
    private const long MostMajorUnits = 10_000_000;
    private readonly CsvReader _csv;
    private readonly LocalDatePattern _dates;
    private readonly BankFormat _format;
    private (int Date, int Amount, int Text, int Reference, int Payer)? _columns;

    public StatementReader(Stream file, BankFormat format)
    {
        _format = format;
        _dates = LocalDatePattern.CreateWithInvariantCulture(format.DateFormat);
        _csv = CsvReader.Create(file, new CsvReaderOptions
        {
            Separator = format.Separator[0],
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
            TrackLineNumbers = true,
            // They may be a payer's name.
            IncludeValuesInExceptions = false,
        });
    }

    /// <summary>The line that was read.</summary>
    public BankLine Current { get; private set; }

    /// <summary>Why reading stopped; null at the end of a good file.</summary>
    public BadLine? Problem { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <returns>False at the end, or when <see cref="Problem"/> says why.</returns>
    public bool Read()
    {
        try
        {
            return _csv.Read() && (_columns ??= FindColumns()) is { } columns && ReadLine(columns);
        }
        catch (CsvFormatException e)
        {
            Problem = new BadLine(Math.Max(1, e.LineNumber), "It isn't well-formed CSV with the same columns as the header.");
            return false;
        }
    }

    public void Dispose() => _csv.Dispose();

    private (int Date, int Amount, int Text, int Reference, int Payer)? FindColumns()
    {
        var columns = (
            Find(_format.DateColumn), Find(_format.AmountColumn), Find(_format.TextColumn), Find(_format.ReferenceColumn), Find(_format.PayerColumn));
        return Problem is null ? columns : null;
    }

    private int Find(string? column)
    {
        if (column is null)
        {
            return -1;
        }

        if (!_csv.TryGetFieldIndex(column, out var index))
        {
            Problem = new BadLine(1, $"There is no column '{column}'.");
        }

        return index;
    }

    private bool ReadLine((int Date, int Amount, int Text, int Reference, int Payer) columns)
    {
        var line = (int)_csv.LineNumber;
        var date = _dates.Parse(_csv.GetString(columns.Date));
        if (!date.Success)
        {
            return Refuse(line, $"The date isn't written as {_format.DateFormat}.");
        }

        if (ReadAmount(columns.Amount) is not { } amount)
        {
            return Refuse(line, "The amount isn't a number of at most ten million with at most two decimals.");
        }

        var (reference, text, payer) = (Text(columns.Reference), Text(columns.Text), Text(columns.Payer));
        if (Math.Max(reference.Length, Math.Max(text.Length, payer.Length)) > LongestField)
        {
            return Refuse(line, $"A field has more than {LongestField} characters.");
        }

        Current = new BankLine(line, date.Value, amount, reference, text, payer);
        return true;
    }

    private bool Refuse(int line, string reason)
    {
        Problem = new BadLine(line, reason);
        return false;
    }

    private string Text(int column) => column < 0 ? "" : _csv.GetString(column);

    private long? ReadAmount(int column)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowParentheses | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        const int MinorPerMajor = 100;
        return decimal.TryParse(_csv.GetSpan(column), Styles, CultureInfo.InvariantCulture, out var amount)
            && Math.Abs(amount) <= MostMajorUnits
            && amount * MinorPerMajor is var minor
            && decimal.IsInteger(minor)
                ? (long)minor
                : null;
    }
}
