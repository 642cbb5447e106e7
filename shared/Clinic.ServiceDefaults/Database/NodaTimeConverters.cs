using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace Clinic.ServiceDefaults.Database;

/// <summary>Stores an instant as UTC: <c>datetime2</c> on SQL Server, sortable text on SQLite. Precision is 100 ns.</summary>
public sealed class InstantConverter() : ValueConverter<Instant, DateTime>(
    instant => instant.ToDateTimeUtc(),
    stored => Instant.FromDateTimeUtc(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));

/// <summary>Stores a calendar date as <c>date</c>.</summary>
public sealed class LocalDateConverter() : ValueConverter<LocalDate, DateOnly>(
    date => date.ToDateOnly(),
    stored => LocalDate.FromDateOnly(stored));

/// <summary>Stores a wall-clock time as <c>time</c>.</summary>
public sealed class LocalTimeConverter() : ValueConverter<LocalTime, TimeOnly>(
    time => time.ToTimeOnly(),
    stored => LocalTime.FromTimeOnly(stored));
