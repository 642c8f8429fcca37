using System.Reflection;
using Hardmax.Dynamics;
using Hardmax.Limits;
using Hardmax.Limits.Checking;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Limits;

/// <summary>
/// The checker shares no code with what it checks. Read from the compiled methods, so that neither "var" nor an
/// extension method hides a use: everything that can be reached from CertificateChecker within the library.
/// </summary>
public sealed class CheckerIndependenceTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Library = typeof(CertificateChecker).Assembly;

    /// <summary>What the checker stands on: the numbers, the model's plain types, the textbook layer, and the form of a certificate.</summary>
    private static readonly HashSet<Type> Shared =
    [
        typeof(Rational), typeof(BinaryFormat), typeof(TextbookDynamics<>),
        typeof(TokenCloud), typeof(AttentionMatrix), typeof(AttentionSets), typeof(HardmaxSystem), typeof(HardmaxProblem), typeof(Vectors),
        typeof(LimitCertificate), typeof(LimitClaims), typeof(LimitCluster), typeof(LimitWitness), typeof(RateMultiplicity),
        typeof(LimitStatus), typeof(LimitProof), typeof(ClusterKind),
        typeof(CertificateChecker), typeof(CheckResult), typeof(ProblemDigest),
    ];

    [Fact]
    public void The_checker_reaches_only_what_it_may_share()
    {
        HashSet<Type> reached = ReachedFrom(typeof(CertificateChecker).GetMethod(nameof(CertificateChecker.Check))!);
        Assert.Empty(reached.Where(type => !IsAllowed(type)).Select(type => type.FullName));
    }

    /// <summary>The walk sees what it is meant to see: all of the checking, and from the certifier all that the checker must not use.</summary>
    [Fact]
    public void The_walk_sees_the_engine_where_there_is_one()
    {
        HashSet<Type> checking = ReachedFrom(typeof(CertificateChecker).GetMethod(nameof(CertificateChecker.Check))!);
        Assert.All([typeof(ShapeCheck), typeof(GapSum), typeof(WorkBudget), typeof(TextbookDynamics<>)], type => Assert.Contains(type, checking));

        HashSet<Type> engine = ReachedFrom(typeof(LimitCertifier).GetMethod(nameof(LimitCertifier.Certify))!);
        Assert.All([typeof(ExactState), typeof(StationaryMeans), typeof(GramForm)], type => Assert.Contains(type, engine));
        Assert.All([typeof(ExactState), typeof(StationaryMeans), typeof(GramForm)], type => Assert.False(IsAllowed(type)));
    }

    private static bool IsAllowed(Type type) =>
        Shared.Contains(type)
        || string.Equals(type.Namespace, typeof(CheckedRun).Namespace, StringComparison.Ordinal)
        || (type.DeclaringType is { } outer ? IsAllowed(outer) : type.Namespace is null or "System.Runtime.CompilerServices" || type.Name.StartsWith('<'));

    /// <summary>The library's types whose members are named by a method or by a method that it can reach.</summary>
    private static HashSet<Type> ReachedFrom(MethodBase start)
    {
        var seen = new HashSet<MethodBase>();
        var types = new HashSet<Type>();
        var open = new Stack<MethodBase>([start]);
        while (open.TryPop(out MethodBase? method))
        {
            if (!seen.Add(method))
            {
                continue;
            }

            foreach (MemberInfo member in CompiledMethod.MembersNamedBy(method))
            {
                foreach (Type type in TypesOf(member).Where(type => type.Assembly == Library))
                {
                    // A type that is named may run its static constructor, and a closure or an iterator all of its methods.
                    bool isNew = types.Add(type);
                    IEnumerable<MethodBase> hidden = type.Name.Contains('<', StringComparison.Ordinal)
                        ? type.GetMembers(All).OfType<MethodBase>()
                        : type.GetConstructors(All).Where(constructor => constructor.IsStatic);
                    foreach (MethodBase body in isNew ? hidden : [])
                    {
                        open.Push(body);
                    }
                }

                if (member is MethodBase called && called.DeclaringType is { IsArray: false } owner && owner.Assembly == Library)
                {
                    open.Push(Definition(called));
                }
            }
        }

        return types;
    }

    private static MethodBase Definition(MethodBase method) => method.Module.ResolveMethod(method.MetadataToken)!;

    private static IEnumerable<Type> TypesOf(MemberInfo member)
    {
        Type? owner = member as Type ?? member.DeclaringType;
        return owner is null ? [] : Parts(owner);
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
        {
            return Parts(type.GetElementType()!);
        }

        return type.IsGenericType
            ? type.GetGenericArguments().SelectMany(Parts).Prepend(type.GetGenericTypeDefinition())
            : [type];
    }
}
