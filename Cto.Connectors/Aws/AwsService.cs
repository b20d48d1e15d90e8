namespace Cto.Connectors.Aws;

/// <summary>One of AWS' services as it is spoken to.</summary>
/// <param name="SigningName">Its name in signatures.</param>
/// <param name="Title">AWS' name for it.</param>
/// <param name="MediaType">What its requests are; <see langword="null"/> = as the content says.</param>
/// <param name="Price">What AWS charges for each answer, in US dollars.</param>
internal sealed record AwsService(string SigningName, string Title, string? MediaType, decimal Price = 0)
{
    public static AwsService CostExplorer { get; } = new("ce", "AWS Cost Explorer", "application/x-amz-json-1.1", Price: 0.01m);
    public static AwsService OptimizationHub { get; } = new("cost-optimization-hub", "AWS Cost Optimization Hub", "application/x-amz-json-1.0");
    public static AwsService Iam { get; } = new("iam", "AWS IAM", null);
    public static AwsService Sts { get; } = new("sts", "AWS STS", null);
}
