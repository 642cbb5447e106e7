using System.Security.Cryptography;
using System.Text;
using Clinic.ServiceDefaults.Hosting;

namespace Clinic.Notifications.Planning;

/// <summary>
/// Finds who has a number without storing it readable: a keyed hash (HMAC-SHA-256) stands beside the encrypted contact. A
/// plain hash would not do, since all numbers of a country are tried in minutes. The key lies with the key ring.
/// </summary>
/// <param name="keyFile">Where the key is; made at the first use, readable by its owner only.</param>
internal sealed class PhoneIndex(string keyFile)
{
    private const int KeyBytes = 32;
    private readonly Lazy<byte[]> _key = new(() => Key(keyFile));

    /// <summary>The index that a configuration names: <c>Clinic:Messages:PhoneKeyFile</c>, by default in the key ring's folder.</summary>
    public static PhoneIndex Of(IConfiguration configuration)
    {
        var folder = configuration["Clinic:KeyRing:Folder"] ?? Path.Combine(ClinicPaths.DataFolder(configuration), "keys");
        return new PhoneIndex(configuration["Clinic:Messages:PhoneKeyFile"] ?? Path.Combine(folder, "phone-index.key"));
    }

    /// <summary>What a number is found by: 64 hexadecimal digits, or null without a number.</summary>
    /// <param name="phone">The number, E.164.</param>
    public string? Of(string? phone) => string.IsNullOrWhiteSpace(phone)
        ? null
        : Convert.ToHexString(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(phone.Trim())));

    private static byte[] Key(string file)
    {
        if (!File.Exists(file))
        {
            Make(file);
        }

        return Convert.FromBase64String(File.ReadAllText(file));
    }

    private static void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var temporary = $"{file}.{Environment.ProcessId}";
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
            File.Move(temporary, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process of the same clinic made it first; its key is the key.
            File.Delete(temporary);
        }
    }
}
