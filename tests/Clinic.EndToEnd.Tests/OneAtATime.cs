using Xunit;

// Each test starts programs of its own; side by side they would only wait for one another's processors.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
