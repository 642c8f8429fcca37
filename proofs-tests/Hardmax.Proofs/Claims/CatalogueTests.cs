using System.Reflection;
using Hardmax.Claims;
using Hardmax.Model;
using Hardmax.Proofs.Support;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Proofs.Claims;

/// <summary>No claim is called proved for a class without a property here that tests just that, and none is tested that is not called proved.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void Every_proved_claim_has_a_property_for_every_class()
    {
        string[] proved = [.. ClaimCatalogue.All.SelectMany(claim => claim.ProvedFor.Keys.Select(matrixClass => Line(claim.Id, matrixClass))).Order(StringComparer.Ordinal)];
        MethodInfo[] properties = [.. typeof(CatalogueTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<PropertyAttribute>() is not null)];
        string[] tested = [.. properties.SelectMany(method => method.GetCustomAttributes<ProvesAttribute>())
            .SelectMany(attribute => attribute.Classes.Select(matrixClass => Line(attribute.Claim, matrixClass)))
            .Order(StringComparer.Ordinal)];
        Assert.Equal(proved, tested);
    }

    private static string Line(string claim, MatrixClass matrixClass) => $"{claim} for {MatrixClasses.Id(matrixClass)}";
}
