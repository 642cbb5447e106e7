using Clinic.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Clinic.ServiceDefaults.Auth;

internal static class AuthSetup
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Bearer tokens of <c>Clinic:Auth:Authority</c> (any OIDC provider), or of the local key where none is named.</summary>
    public static void AddClinicAuth(this IHostApplicationBuilder builder)
    {
        var auth = builder.Configuration.GetSection("Clinic:Auth");
        builder.Services.AddSingleton(services => new LocalTokens(
            auth["LocalKeyFile"] ?? Path.Combine(ClinicPaths.DataFolder(builder.Configuration), "keys", "local-token.key"),
            services.GetRequiredService<TimeProvider>()));
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<LocalTokens, TimeProvider>((options, tokens, time) => Configure(options, auth, tokens, time));
        builder.Services.AddAuthorization(Policies.AddTo);
    }

    private static void Configure(JwtBearerOptions options, IConfigurationSection auth, LocalTokens tokens, TimeProvider time)
    {
        options.TimeProvider = time;
        options.MapInboundClaims = false;
        options.TokenValidationParameters.NameClaimType = "sub";
        options.TokenValidationParameters.RoleClaimType = auth["RoleClaim"] ?? "role";
        options.TokenValidationParameters.ClockSkew = ClockSkew;
        if (auth["Authority"] is { Length: > 0 } authority)
        {
            options.Authority = authority;
            options.Audience = auth["Audience"] ?? "clinic";
            options.RequireHttpsMetadata = auth.GetValue("RequireHttpsMetadata", true);
            return;
        }

        var parameters = options.TokenValidationParameters;
        parameters.ValidIssuer = LocalTokens.Issuer;
        parameters.ValidAudience = LocalTokens.Issuer;
        parameters.IssuerSigningKey = tokens.Key();
        parameters.LifetimeValidator = (from, until, _, _) => IsCurrent(from, until, time.GetUtcNow().UtcDateTime);
    }

    private static bool IsCurrent(DateTime? from, DateTime? until, DateTime now) =>
        (from is null || from <= now + ClockSkew) && until is not null && until > now - ClockSkew;
}
