using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Cto.Web.Security.Keys;

/// <summary>Keeps the data-protection keys in Postgres, so that every process of the installation opens what another one sealed.</summary>
/// <remarks>The interface is synchronous; keys are read at start and then about once a day.</remarks>
internal sealed class PostgresKeyRing(NpgsqlDataSource source) : IXmlRepository
{
    private const string Select = "select xml from data_protection_key order by id";

    private const string Insert = "insert into data_protection_key (name, xml) values (@name, @xml)";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = source.OpenConnection();
        return [.. connection.Query<string>(Select).Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = source.OpenConnection();
        connection.Execute(Insert, new { name = friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) });
    }
}
