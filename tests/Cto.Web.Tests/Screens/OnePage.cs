namespace Cto.Web.Tests.Screens;

/// <summary>Tests that look at pages run one after the other: Chromium draws in software here, and several windows at once only wait for each other.</summary>
[CollectionDefinition(Name)]
public sealed class OnePage : ICollectionFixture<DeliveringWeb>
{
    public const string Name = "one page at a time";
}
