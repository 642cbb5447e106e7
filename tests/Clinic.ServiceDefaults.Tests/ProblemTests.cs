using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Tests.Shelf;
using Clinic.Testing;
using Xunit;

namespace Clinic.ServiceDefaults.Tests;

public sealed class ProblemTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ShelfHost _shelf = null!;
    private HttpClient _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        _shelf = await ShelfHost.StartAsync(_database);
        _admin = _shelf.Host.Client();
    }

    [Theory]
    [InlineData("{", "body")]
    [InlineData("[]", "body")]
    [InlineData("", "body")]
    [InlineData("""{"title":"x","titel":"y"}""", "titel")]
    [InlineData("""{"title":"x","pages":"many"}""", "pages")]
    [InlineData("""{"title":{"a":1}}""", "title")]
    public async Task A_body_that_cannot_be_read_is_400_and_names_the_field(string body, string field)
    {
        using var answer = await _admin.PostAsync(ShelfHost.Books, Json(body));

        await Problem.AssertAsync(answer, HttpStatusCode.BadRequest, "validation", field);
        Assert.Equal(0, await _shelf.CountAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a-key")]
    public async Task A_body_that_is_too_large_is_413_with_and_without_a_key(string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ShelfHost.Books)
        {
            Content = Json($$"""{"title":"{{new string('x', 5 * 1024 * 1024)}}"}"""),
        };
        // As a careful client does: otherwise the refusal can arrive while the body is still being written, and be lost with the connection.
        request.Headers.ExpectContinue = true;
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await _admin.SendAsync(request);

        await Problem.AssertAsync(answer, HttpStatusCode.RequestEntityTooLarge, "too-large", "body");
    }

    [Fact]
    public async Task A_missing_or_forged_token_is_401_and_a_wrong_role_403()
    {
        using var nobody = _shelf.Host.Client(role: null);
        using var nurse = _shelf.Host.Client(Roles.Nurse);
        using var forger = _shelf.Host.Client(role: null);
        forger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{_shelf.Host.Token(Roles.Admin)[..^4]}AAAA");

        await Problem.AssertAsync(await ShelfHost.PostAsync(nobody, new AddBook("x")), HttpStatusCode.Unauthorized, "unauthenticated", null);
        await Problem.AssertAsync(await ShelfHost.PostAsync(forger, new AddBook("x")), HttpStatusCode.Unauthorized, "unauthenticated", null);
        await Problem.AssertAsync(await ShelfHost.PostAsync(nurse, new AddBook("x")), HttpStatusCode.Forbidden, "forbidden", null);
        Assert.Equal(0, await _shelf.CountAsync());
    }

    [Fact]
    public async Task A_route_that_names_no_policy_is_closed_to_all_but_administrators()
    {
        using var desk = _shelf.Host.Client(Roles.FrontDesk);

        await Problem.AssertAsync(await desk.GetAsync("/api/shelf/v1/forgotten"), HttpStatusCode.Forbidden, "forbidden", null);
        Assert.Equal(HttpStatusCode.OK, (await _admin.GetAsync("/api/shelf/v1/forgotten")).StatusCode);
    }

    [Fact]
    public async Task An_unknown_address_a_wrong_method_and_a_wrong_content_type_have_their_own_problems()
    {
        await Problem.AssertAsync(await _admin.GetAsync("/nowhere"), HttpStatusCode.NotFound, "not-found", null);
        await Problem.AssertAsync(await _admin.DeleteAsync(ShelfHost.Books), HttpStatusCode.MethodNotAllowed, "method-not-allowed", null);
        await Problem.AssertAsync(
            await _admin.PostAsync(ShelfHost.Books, new StringContent("title", Encoding.UTF8, "text/plain")),
            HttpStatusCode.UnsupportedMediaType,
            "unsupported-media-type",
            "Content-Type");
    }

    [Fact]
    public async Task A_query_value_of_the_wrong_form_is_400_and_names_the_parameter() =>
        await Problem.AssertAsync(await _admin.GetAsync($"{ShelfHost.Books}?pages=many"), HttpStatusCode.BadRequest, "validation", "pages");

    [Fact]
    public async Task What_was_not_expected_is_500_and_says_nothing_of_the_cause()
    {
        var body = await Problem.AssertAsync(await _admin.GetAsync("/api/shelf/v1/broken"), HttpStatusCode.InternalServerError, "internal", null);

        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_away_is_503_and_says_when_to_come_again()
    {
        var answer = await _admin.GetAsync("/api/shelf/v1/away");
        var body = await Problem.AssertAsync(answer, HttpStatusCode.ServiceUnavailable, "database-unavailable", null);

        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("has a space")]
    [InlineData("")]
    public async Task An_idempotency_key_that_is_none_is_400(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ShelfHost.Books) { Content = Json("""{"title":"x"}""") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        await Problem.AssertAsync(await _admin.SendAsync(request), HttpStatusCode.BadRequest, "validation", "Idempotency-Key");
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _shelf.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
