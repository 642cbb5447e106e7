using Clinic.Benchmarks.Booking;
using Clinic.Benchmarks.Measuring;
using Clinic.Benchmarks.Reminders;
using Clinic.Benchmarks.Repair;
using Clinic.Benchmarks.Rush;
using Clinic.Benchmarks.Search;

var rounds = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 7;
var claims = args.FirstOrDefault() switch
{
    "search" => await SearchBenchmark.RunAsync(rounds),
    "growth" => [await GrowthWithPast.RunAsync(rounds)],
    "booking" => await BookingBenchmark.RunAsync(rounds),
    "repair" => RepairBenchmark.Run(rounds),
    "planted" => RepairBenchmark.RunPlanted(rounds),
    "reminders" => await RemindersBenchmark.RunAsync(rounds),
    "rush" => await RushBenchmark.RunAsync(rounds),
    _ => null,
};
if (claims is null)
{
    Console.Error.WriteLine("Usage: Clinic.Benchmarks search|growth|booking|repair|planted|reminders|rush [rounds]");
    return 2;
}

Report.Write(claims);
return 0;
