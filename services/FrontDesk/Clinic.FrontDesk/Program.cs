using Clinic.FrontDesk;

await using var app = FrontDeskHost.Build(args);
await app.RunAsync();
