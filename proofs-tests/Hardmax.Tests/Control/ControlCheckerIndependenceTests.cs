using System.Reflection;
using Hardmax.Control;
using Hardmax.Control.Solving;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Control;

/// <summary>
/// The checker shares no code with the solver: read from its compiled methods, all that it names in the library is the
/// number type, the vocabulary, and entries of clouds and matrices.
/// </summary>
public sealed class ControlCheckerIndependenceTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Vocabulary =
    [
        typeof(Rational), typeof(ControlChecker), typeof(ControlQuestion), typeof(ControlClass), typeof(ControlMultiplier),
        typeof(ControlAnswer.Feasible), typeof(ControlAnswer.Infeasible), typeof(ControlProof),
        typeof(ControlProof.Combination), typeof(ControlProof.Split),
    ];

    private static readonly string[] Entries = ["get_Item", "get_Count", "get_Dimension"];

    [Fact]
    public void The_checker_names_numbers_the_vocabulary_and_entries_alone() =>
        Assert.Empty(NamedBy(typeof(ControlChecker)).Where(member => !IsAllowed(member)).Select(member => $"{member.DeclaringType}.{member.Name}").Distinct());

    [Fact]
    public void The_walk_sees_what_is_there()
    {
        MemberInfo[] named = [.. NamedBy(typeof(ControlChecker))];
        Assert.Contains(named, member => member.DeclaringType == typeof(TokenCloud));
        Assert.Contains(named, member => member.DeclaringType == typeof(Rational));
        Assert.Contains(NamedBy(typeof(SimplestMatrix)), member => member.DeclaringType == typeof(Hardmax.Geometry.LdlDecomposition));
        Assert.Contains(NamedBy(typeof(SimplestMatrix)), member => !IsAllowed(member));
    }

    private static bool IsAllowed(MemberInfo member)
    {
        Type? owner = member as Type ?? member.DeclaringType;
        while (owner is { HasElementType: true })
        {
            owner = owner.GetElementType();
        }

        if (owner is null || owner.Assembly != typeof(ControlChecker).Assembly || Vocabulary.Contains(owner))
        {
            return true;
        }

        bool isData = owner == typeof(TokenCloud) || owner == typeof(AttentionMatrix);
        return (isData && (member is Type || Entries.Contains(member.Name, StringComparer.Ordinal)))
            || owner.DeclaringType == typeof(ControlChecker)
            || owner.Name.StartsWith('<');
    }

    private static IEnumerable<MemberInfo> NamedBy(Type type) => type.GetNestedTypes(All)
        .Append(type)
        .SelectMany(part => part.GetMembers(All).OfType<MethodBase>())
        .SelectMany(CompiledMethod.MembersNamedBy);
}
