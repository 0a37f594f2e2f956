namespace Throughcare.Local.Stories;

/// <summary>The whole product on one machine, with one story played so that there is something to see, until it is stopped.</summary>
internal static class StayUp
{
    private const string FirstStory = "released-on-licence";

    public static async Task<int> Run(Arguments arguments, CancellationToken stop)
    {
        var story = Story.Read(FirstStory);
        await using var stack = await Stack.Start(new StackOptions
        {
            State = arguments.State ?? Path.Combine(Workplace.Root, ".throughcare", "local"), Port = arguments.Port ?? 7071, App = arguments.App, HandlerFault = arguments.HandlerFault, StandInFault = arguments.StandInFault,
        }, Console.WriteLine);
        var stopped = Task.Delay(Timeout.Infinite, stop);
        try
        {
            using var run = new StoryRun(stack, story, Console.WriteLine);
            var signals = await run.Subscribe("probation", "treatment-requirement", stop);
            await run.Run(stop);
            var person = await run.WaitForPlan(stop);
            Console.WriteLine($"""

                Throughcare is up at {stack.Front.ToString().TrimEnd('/')} - Ctrl-C stops it.

                  Send a notice      curl -H 'Authorization: Bearer {stack.KeyOf("prison-healthcare")}' -H 'Content-Type: application/json' --data-binary @local/Stories/released-on-licence/1-release-notice.json {stack.Front}api/notices/prison-healthcare
                  Find a plan        curl -H 'Authorization: Bearer {stack.KeyOf("desk")}' --data-urlencode 'patient.identifier={story.Person.System}|{story.Person.Value}' {stack.Front}fhir/CarePlan/_search
                  What waits         curl -H 'Authorization: Bearer {stack.KeyOf("desk")}' {stack.Front}api/waiting/gaps      (also undelivered, addresses, identities, dead)
                  For the README     export KEY='{stack.KeyOf("desk")}' PERSON={person}
                  What agencies got  {stack.AgencyAddress}
                  Signals            {signals}   (probation has subscribed; its key: export PROBATION='{stack.KeyOf("probation")}')
                  FHIR metadata      {stack.Front}fhir/metadata
                  Logs and state     {stack.Place.Folder}
                """);
            await await Task.WhenAny(stopped, stack.Handler.HostStopped);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.WriteLine("Stopping ...");
            return 0;
        }
        catch (InvalidOperationException problem) when (stack.Handler.HostStopped.IsFaulted)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }
}
