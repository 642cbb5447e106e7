namespace Clinic.Scheduling.Tests.Walk;

/// <summary>A step broke a rule; the message says which seed and step lead there again.</summary>
internal sealed class BrokenRuleException(string message) : Exception(message);
