namespace Throughcare.Translation;

/// <summary>One resource being written: the notice, the list items being walked (the notice itself first), and what was found on the way.</summary>
internal sealed class Writing
{
    private readonly int[] frames = new int[16];

    public SourceDocument Document { get; } = new();

    public Output Output { get; } = new();

    /// <summary>Where the key of a record is put together.</summary>
    public Output Key { get; } = new();

    public Findings Findings { get; } = new();

    /// <summary>From when the notice holds.</summary>
    public DateTimeOffset At
    {
        get;
        set => (field, day) = (value, null);
    }

    private DateOnly? day;

    /// <summary>The London day for which codes are looked up.</summary>
    public DateOnly Day => day ??= London.DayOf(At);

    /// <summary>Why nobody may act on the resource yet; null when they may.</summary>
    public string? Unusable { get; set; }

    /// <summary>Whether pointers between entries are written as FHIR addresses; otherwise they stay pending, for the plan to resolve.</summary>
    public bool Addresses { get; set; }

    /// <summary>Which row made what, for someone who asks; null when nobody does.</summary>
    public Trace? Trace { get; init; }

    /// <summary>How many lists are being walked.</summary>
    public int Depth { get; private set; }

    public void Start()
    {
        (Depth, frames[0], Unusable, Addresses) = (0, 0, null, false);
        Output.Clear();
        Findings.Clear();
    }

    public void Enter(int frame) => frames[++Depth] = frame;

    public void Leave() => Depth--;

    public int FrameOf(SourcePath path) => frames[path.Depth];

    public ref readonly Slot this[SourcePath path] => ref this[path.Place];

    public ref readonly Slot this[Place place] => ref Look(frames[place.Depth] + place.Slot);

    /// <summary>What stands there, for who only asks whether anything does: its value is still for others to read.</summary>
    public ref readonly Slot Peek(SourcePath path) => ref Document.Slots[frames[path.Depth] + path.Slot];

    /// <summary>What stands at a place, which has then been looked at.</summary>
    public ref readonly Slot Look(int place)
    {
        ref var slot = ref Document.Slots[place];
        slot.IsSeen = true;
        return ref slot;
    }

    /// <summary>The frame of the first item of the list whose items are the node's, or 0.</summary>
    public int FirstItem(int listPlace) => Document.Slots[listPlace] is { Kind: SlotKind.Array } list ? list.Start : 0;

    /// <summary>The frame of the item after it, or 0.</summary>
    public int NextItem(int frame) => Document.Slots[frame].Start;
}

/// <summary>What a named conversion is given: the values its row names, in the row's order, as their sender wrote them.</summary>
internal readonly ref struct Given(Writing writing, ReadOnlySpan<Slot> slots)
{
    private readonly ReadOnlySpan<Slot> slots = slots;

    public int Count => slots.Length;

    public bool Has(int index) => index < slots.Length && slots[index].IsScalar;

    /// <summary>UTF-8, unescaped, without spaces around it; empty when absent.</summary>
    public ReadOnlySpan<byte> this[int index] => index < slots.Length ? writing.Document.Text(slots[index]) : default;

    public SlotKind Kind => slots[0].Kind;

    /// <summary>The year from which the notice holds, for years of two digits.</summary>
    public int Year => writing.Day.Year;
}

/// <summary>How a conversion ended: whether it wrote a value, and what the sender should mend.</summary>
internal readonly record struct Made(bool IsWritten, string? Remark = null)
{
    public static readonly Made Value = new(true);

    public static readonly Made Nothing;

    /// <summary>Nothing is written, and the sender is told why.</summary>
    public static Made Cannot(string remark) => new(false, remark);
}

/// <summary>One named conversion: reads what it is given and writes one JSON value.</summary>
internal delegate Made Conversion(Given given, Output output);
