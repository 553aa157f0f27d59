// Receives contact events: verifies each, stores it once, answers. C# 7 or newer, no package.
//
// mcs Receiver.cs && NETZDIALOG_SECRET=whsec_… mono Receiver.exe 8080        (several secrets: with a space between them)
// With the SDK of .NET: `dotnet new console`, this file in place of Program.cs, `dotnet run -- 8080`.
using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

public static class Receiver
{
    static readonly string[] Secrets = Environment.GetEnvironmentVariable("NETZDIALOG_SECRET").Split(' ');
    static readonly string Inbox = Environment.GetEnvironmentVariable("NETZDIALOG_INBOX") ?? "inbox";
    const int ToleranceSeconds = 300, MaxBytes = 16 * 1024 * 1024;

    public static void Main(string[] arguments)
    {
        Directory.CreateDirectory(Inbox);
        var listener = new HttpListener();
        listener.Prefixes.Add("http://localhost:" + arguments[0] + "/");
        listener.Start();
        while (true)
        {
            var context = listener.GetContext();
            Task.Run(() =>
            {
                context.Response.StatusCode = StatusOf(context.Request);
                context.Response.Close();
            });
        }
    }

    static int StatusOf(HttpListenerRequest request)
    {
        try
        {
            if (request.HttpMethod != "POST" || request.ContentLength64 < 0 || request.ContentLength64 > MaxBytes) return 413;
            var memory = new MemoryStream();
            request.InputStream.CopyTo(memory);
            var body = memory.ToArray();
            var id = request.Headers["webhook-id"] ?? "";
            if (!IsGenuine(id, request.Headers["webhook-timestamp"] ?? "", request.Headers["webhook-signature"] ?? "", body)) return 401;
            // `netzdialog probe` only wants to know whether this works.
            if (!id.StartsWith("probe_", StringComparison.Ordinal)) Store(id, body);
            return 204;
        }
        catch (Exception)
        {
            return 500; // comes again
        }
    }

    static bool IsGenuine(string id, string timestamp, string signatures, byte[] body)
    {
        if (!Regex.IsMatch(id, @"\A[A-Za-z0-9_-]{1,100}\z") || !Regex.IsMatch(timestamp, @"\A[0-9]{1,11}\z")) return false;
        if (Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(timestamp)) > ToleranceSeconds) return false;
        var signed = Encoding.UTF8.GetBytes(id + "." + timestamp + ".").Concat(body).ToArray();
        return Secrets.Any(secret =>
        {
            using (var hmac = new HMACSHA256(Convert.FromBase64String(secret.Substring("whsec_".Length))))
            {
                var expected = "v1," + Convert.ToBase64String(hmac.ComputeHash(signed));
                return signatures.Split(' ').Any(given => IsEqual(expected, given));
            }
        });
    }

    /// In constant time; `CryptographicOperations.FixedTimeEquals` does it where the framework is newer.
    static bool IsEqual(string expected, string given)
    {
        var difference = expected.Length ^ given.Length;
        for (var index = 0; index < Math.Min(expected.Length, given.Length); index++) difference |= expected[index] ^ given[index];
        return difference == 0;
    }

    /// A file each, whole or not at all, on disk before the answer; a known id changes nothing.
    static void Store(string id, byte[] body)
    {
        var whole = Path.Combine(Inbox, Guid.NewGuid() + ".tmp");
        var file = Path.Combine(Inbox, id + ".json");
        using (var stream = new FileStream(whole, FileMode.CreateNew))
        {
            stream.Write(body, 0, body.Length);
            stream.Flush(true);
        }
        try { File.Move(whole, file); }
        catch (IOException) when (File.Exists(file)) { File.Delete(whole); }
    }
}
