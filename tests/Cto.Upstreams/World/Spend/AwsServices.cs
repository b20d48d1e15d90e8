namespace Cto.Upstreams.World.Spend;

/// <summary>The services of AWS that the company uses, as Cost Explorer names them, and how much of the bill each makes.</summary>
internal static class AwsServices
{
    public const string Storage = "Amazon Simple Storage Service";
    public const string Database = "Amazon Relational Database Service";

    /// <summary>Volumes, addresses and NAT gateways are "other" to Cost Explorer.</summary>
    public const string Network = "EC2 - Other";
    public const string Compute = "Amazon Elastic Compute Cloud - Compute";

    public static IReadOnlyList<string> Regions { get; } = ["us-east-1", "eu-west-1", "us-west-2", "ap-southeast-1"];

    public static IReadOnlyList<(string Name, double Weight)> All { get; } =
    [
        (Compute, 18), (Database, 11), (Network, 7), (Storage, 6), ("Amazon Elastic Container Service for Kubernetes", 5), ("AmazonCloudWatch", 4), ("Amazon ElastiCache", 4),
        ("Amazon OpenSearch Service", 4), ("AWS Lambda", 3), ("Amazon DynamoDB", 3), ("Amazon CloudFront", 3), ("Amazon Elastic Load Balancing", 2.5), ("Amazon Managed Streaming for Apache Kafka", 2.5),
        ("Amazon Redshift", 2.5), ("AWS Data Transfer", 2), ("Amazon EMR", 2), ("Amazon Kinesis", 1.5), ("AWS Glue", 1.5), ("Amazon Athena", 1), ("Amazon SageMaker", 1.5), ("Amazon EC2 Container Registry (ECR)", 1),
        ("Amazon Elastic File System", 1), ("AWS Key Management Service", 0.6), ("AWS Secrets Manager", 0.4), ("AWS WAF", 0.6), ("AWS Config", 0.7), ("AWS CloudTrail", 0.5), ("Amazon GuardDuty", 0.9),
        ("AWS Security Hub", 0.4), ("Amazon Inspector", 0.4), ("Amazon Route 53", 0.3), ("Amazon Simple Queue Service", 0.4), ("Amazon Simple Notification Service", 0.3), ("Amazon Simple Email Service", 0.3),
        ("AWS Step Functions", 0.4), ("Amazon EventBridge", 0.3), ("AWS Backup", 0.8), ("Amazon API Gateway", 0.7), ("AWS Systems Manager", 0.3), ("AWS CodeBuild", 0.5),
    ];

    /// <summary>Whether savings plans cover it.</summary>
    public static bool IsCommitted(string service) => service is Compute or "AWS Lambda";
}
