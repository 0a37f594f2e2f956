using Throughcare.Subscriptions;

namespace Throughcare.Tests.Subscriptions;

/// <summary>What is due to a subscriber.</summary>
public class NotificationsTests
{
    private static Task<Notification?> Next(Subscription subscription) =>
        new Notifications(null!, Subscribing.Endpoints, Subscribing.Callers, new Keys(new byte[32]), (_, _, _) => throw new InvalidOperationException("Nobody's plan is needed."), new StandingClock(Subscribing.Now.AddDays(1)), Subscribing.FhirBase)
            .Next(subscription, Subscribing.Row(isGreeted: subscription.Heartbeat > 0), default);

    [Fact]
    public async Task A_caller_that_was_taken_out_of_the_table_is_not_called_any_more()
    {
        Assert.NotNull(await Next(Subscribing.Subscription()));
        Assert.NotNull(await Next(Subscribing.Subscription(heartbeat: 60)));
        foreach (var caller in new[] { "gone", "hospital" })
        {
            Assert.Null(await Next(Subscribing.Subscription(caller: caller)));
            Assert.Null(await Next(Subscribing.Subscription(caller: caller, heartbeat: 60)));
        }
    }
}
