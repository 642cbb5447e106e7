namespace Clinic.ServiceDefaults.Hosting;

/// <summary>Tags of health checks.</summary>
public static class HealthTags
{
    /// <summary>Counts for <c>/health/ready</c>: without it the process cannot do its work.</summary>
    public const string Ready = "ready";
}
