using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Clinic.ServiceDefaults.Auth;

/// <summary>
/// Signs and checks bearer tokens with a key kept in a file: what the embedded default uses where no OIDC authority is
/// configured. The file is made at the first start, readable by its owner only.
/// </summary>
/// <param name="keyFile">Path of the key.</param>
/// <param name="time">The clock tokens are dated with.</param>
public sealed class LocalTokens(string keyFile, TimeProvider time)
{
    /// <summary>The issuer and audience in local tokens.</summary>
    public const string Issuer = "clinic-local";

    private const int KeyBytes = 64;

    /// <summary>Makes a token.</summary>
    /// <param name="role">One of <see cref="Roles.All"/>.</param>
    /// <param name="lifetime">How long it is valid.</param>
    /// <exception cref="ArgumentException">There is no such role.</exception>
    public string Create(string role, TimeSpan lifetime)
    {
        if (!Roles.All.Contains(role, StringComparer.Ordinal))
        {
            throw new ArgumentException($"There is no role '{role}'. Roles: {string.Join(", ", Roles.All)}.", nameof(role));
        }

        var now = time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Subject = new ClaimsIdentity([new Claim("sub", $"local-{role}"), new Claim("role", role)]),
            SigningCredentials = new SigningCredentials(Key(), SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>The key, made when there is none yet.</summary>
    public SymmetricSecurityKey Key()
    {
        if (!File.Exists(keyFile))
        {
            Write();
        }

        return new SymmetricSecurityKey(Convert.FromBase64String(File.ReadAllText(keyFile)));
    }

    private void Write()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(keyFile))!);
        var temporary = $"{keyFile}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
        }

        try
        {
            File.Move(temporary, keyFile, overwrite: false);
        }
        catch (IOException) when (File.Exists(keyFile))
        {
            // Another process of the same clinic made it first; its key is the key.
            File.Delete(temporary);
        }
    }
}
