namespace Throughcare.Hosting;

/// <summary>Answers with a header of their own.</summary>
internal static class ResultHeaders
{
    public static IResult WithLocation(this IResult result, string place) => result.WithHeader("Location", place);

    public static IResult WithHeader(this IResult result, string name, string value) => new Result(result, name, value);

    private sealed class Result(IResult inner, string name, string value) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            http.Response.Headers[name] = value;
            return inner.ExecuteAsync(http);
        }
    }
}
