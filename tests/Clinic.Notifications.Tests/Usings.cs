global using Xunit;

// Hangfire keeps its logging in statics of the process, and the rig clears all SQLite pools: hosts take turns.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
