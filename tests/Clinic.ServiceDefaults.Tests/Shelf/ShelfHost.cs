using System.Net.Http.Json;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Faults;
using Clinic.ServiceDefaults.Http;
using Clinic.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.ServiceDefaults.Tests.Shelf;

public sealed record AddBook(string? Title, int Pages = 1);

public sealed record BookAdded(Guid Id, string Title);

/// <summary>The small service, hosted.</summary>
public sealed class ShelfHost(ServiceHost host) : IAsyncDisposable
{
    public const string Books = "/api/shelf/v1/books";
    public const string BeforeCommit = "shelf.before-commit";
    public const string AfterCommit = "shelf.after-commit";

    private const int SqliteFull = 13;

    public ServiceHost Host => host;

    public Transactor<ShelfDbContext> Transactor => host.Services.GetRequiredService<Transactor<ShelfDbContext>>();

    public static async Task<ShelfHost> StartAsync(TestDatabase database, string? dataFolder = null)
    {
        var settings = database.Settings("Shelf");
        settings["Clinic:Database:MigrateAtStart"] = "false";
        // What is tested to fail need not fill the log.
        settings["Logging:LogLevel:Default"] = "None";
        return new ShelfHost(await ServiceHost.StartAsync(
            "shelf",
            Add,
            Map,
            new ServiceHostOptions { DataFolder = dataFolder, Settings = settings, Prepare = EnsureCreatedAsync }));
    }

    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, AddBook book, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Books) { Content = JsonContent.Create(book) };
        if (key is not null)
        {
            request.Headers.Add(IdempotencyKey.HeaderName, key);
        }

        return await client.SendAsync(request);
    }

    public async Task<T> ReadAsync<T>(Func<ShelfDbContext, Task<T>> read)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<ShelfDbContext>>().CreateDbContextAsync();
        return await read(db);
    }

    public Task<int> CountAsync() => ReadAsync(db => db.Books.CountAsync());

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static void Add(WebApplicationBuilder builder)
    {
        builder.AddClinicDatabase<ShelfDbContext, SqliteShelfDbContext, SqlServerShelfDbContext>("Shelf");
        builder.Services.AddSingleton<ICommitListener<ShelfDbContext>, BookCommits>();
    }

    private static void Map(WebApplication app)
    {
        app.MapPost(Books, AddBookAsync).RequireAuthorization(Policies.FrontDesk);
        app.MapGet(Books + "/{id:guid}", (Guid id) => Results.Ok(id)).RequireAuthorization(Policies.Admin);
        app.MapGet(Books, (int pages) => Results.Ok(pages)).RequireAuthorization(Policies.Admin);
        app.MapGet("/api/shelf/v1/forgotten", () => Results.Ok());
        app.MapGet("/api/shelf/v1/broken", string () => throw new InvalidOperationException("secret: connection string"))
            .RequireAuthorization(Policies.Admin);
        app.MapGet("/api/shelf/v1/away", string () => throw new DbUpdateException("secret", new SqliteException("secret: disk full", SqliteFull)))
            .RequireAuthorization(Policies.Admin);
    }

    private static Task<IResult> AddBookAsync(AddBook request, HttpContext http, Commands<ShelfDbContext> commands) => commands.CreateAsync<BookAdded>(
        http,
        added => $"{Books}/{added.Id}",
        async (db, token) =>
        {
            if (request.Title is null)
            {
                return Refusal.Invalid("title", "A title is required.");
            }

            if (await db.Books.AnyAsync(b => b.Title == request.Title, token))
            {
                return Refusal.Conflict("title-taken", "There is such a book.", "title");
            }

            var book = new Book { Id = Guid.NewGuid(), Title = request.Title, Pages = request.Pages };
            db.Books.Add(book);
            await db.SaveChangesAsync(token);
            CrashPoints.Reach(BeforeCommit);
            return new BookAdded(book.Id, book.Title);
        });

    private static async Task EnsureCreatedAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<ShelfDbContext>>().CreateDbContextAsync();
        await db.Database.EnsureCreatedAsync();
    }

    /// <summary>A crash point of our own: those of the transactor are reached by the host's background work too.</summary>
    private sealed class BookCommits : ICommitListener<ShelfDbContext>
    {
        public void Committed(ShelfDbContext context)
        {
            if (context.Books.Local.Count > 0)
            {
                CrashPoints.Reach(AfterCommit);
            }
        }
    }
}
