using Xunit;

namespace Hardmax.Browser.Tests;

public sealed class ChromiumTests
{
    [Fact]
    public void A_named_browser_is_not_replaced_by_another()
    {
        Assert.Equal("/opt/mine", Chromium.Find("/opt/mine", _ => true));
        Assert.Null(Chromium.Find("/opt/mine", place => place != "/opt/mine"));
    }

    [Fact]
    public void The_usual_places_are_tried_in_order()
    {
        Assert.Equal("/usr/bin/chromium", Chromium.Find(null, _ => true));
        Assert.Equal("/usr/bin/google-chrome", Chromium.Find(string.Empty, place => place.EndsWith("chrome", StringComparison.Ordinal)));
        Assert.Null(Chromium.Find(null, _ => false));
    }

    [Fact]
    public void Without_a_browser_tests_are_skipped_with_a_reason_unless_it_is_required()
    {
        Assert.Contains("HARDMAX_CHROMIUM", Chromium.SkipReason(null, isRequired: false), StringComparison.Ordinal);
        Assert.Null(Chromium.SkipReason(null, isRequired: true));
        Assert.Null(Chromium.SkipReason("/usr/bin/chromium", isRequired: false));
    }
}
