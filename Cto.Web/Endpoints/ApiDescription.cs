using System.Text.Json.Nodes;
using Cto.Domain.Sources;
using Cto.Web.Endpoints.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cto.Web.Endpoints;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>: made from the endpoints, with what all of them have in common said here.</summary>
internal static class ApiDescription
{
    private const string Scheme = "token";
    private const string ProblemSchema = "Problem";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(DescribeAsync);
        options.AddSchemaTransformer(DescribeAsync);
    });

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "CTO Assistant",
            Version = "1",
            Description = "camelCase JSON, instants in UTC (ISO 8601), durations in seconds. What has no data is null, never 0. Failures are problem details (RFC 9457) with a stable type.",
        };
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token of one company with some of the scopes read, write, ingest, admin.",
        };
        document.AddComponent(ProblemSchema, Problems());
        return Task.CompletedTask;
    }

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        AddProblem(operation, context, "400", "The request cannot be read, or a parameter is unknown or not allowed.");
        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            AddProblem(operation, context, "401", "A valid token or session is needed.");
            AddProblem(operation, context, "403", "The caller lacks the right.");
        }

        AddProblem(operation, context, "404", "There is no such thing for this caller.");
        AddProblem(operation, context, "422", "The request makes no sense, or a live check failed.");
        AddProblem(operation, context, "429", "Too many requests; Retry-After says when to come back.");
        AddProblem(operation, context, "503", "Something this program needs does not answer now.");
        return Task.CompletedTask;
    }

    /// <summary>Types that are written in a form of their own.</summary>
    private static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        var isNullable = type != context.JsonTypeInfo.Type ? JsonSchemaType.Null : default;
        if (type == typeof(DateTimeOffset))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String | isNullable, "date-time");
        }
        else if (type == typeof(TimeSpan))
        {
            (schema.Type, schema.Description) = (JsonSchemaType.Number | isNullable, "Seconds.");
        }
        else if (type == typeof(SourceSettings))
        {
            (schema.Type, schema.AdditionalProperties) = (JsonSchemaType.Object, new OpenApiSchema { Type = JsonSchemaType.String });
        }

        return Task.CompletedTask;
    }

    private static void AddProblem(OpenApiOperation operation, OpenApiOperationTransformerContext context, string status, string description) =>
        operation.Responses!.TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType> { [Problem.ContentType] = new() { Schema = new OpenApiSchemaReference(ProblemSchema, context.Document) } },
        });

    private static OpenApiSchema Problems()
    {
        static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
        var type = Text("Which kind of problem; stable.");
        type.Enum = [.. Enum.GetValues<ProblemKind>().Select(kind => (JsonNode)(Problem.TypePrefix + Problem.Describe(kind).Type))];
        return new()
        {
            Type = JsonSchemaType.Object,
            Description = "RFC 9457 problem details; some kinds have more fields (parameter, field, suggestions, fault, remedy, traceId).",
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = type,
                ["title"] = Text("The kind in words."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["detail"] = Text("What is wrong here."),
            },
            Required = new HashSet<string> { "type", "title", "status" },
        };
    }
}
