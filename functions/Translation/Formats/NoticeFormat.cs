namespace Throughcare.Translation.Formats;

/// <summary>In which format a source writes its notices (sources.csv). Every format becomes JSON and then takes the one path of the field tables.</summary>
internal abstract record NoticeFormat
{
    private NoticeFormat() { }

    /// <summary>The names sources.csv may have.</summary>
    public static IReadOnlyList<string> Names { get; } = ["json", "xml", "hl7", "csv", "fhir"];

    /// <summary>The format of this name; null when there is none.</summary>
    /// <param name="prefixes">For XML: namespace → prefix; see <see cref="XmlNotice"/>.</param>
    /// <param name="key">For CSV: the column by which rows make one notice; empty when each row is one.</param>
    public static NoticeFormat? Named(string name, IReadOnlyDictionary<string, string> prefixes, string key) => name switch
    {
        "json" => new Json(),
        "xml" => new Xml(prefixes),
        "hl7" => new Hl7(),
        "csv" => new Csv(key),
        "fhir" => new Fhir(),
        _ => null,
    };

    /// <summary>The media types a sender may name for it, the usual one first.</summary>
    public abstract IReadOnlyList<string> ContentTypes { get; }

    /// <summary>Whether the text is always UTF-8; the others say in themselves what they are written in.</summary>
    public virtual bool IsUtf8 => true;

    /// <summary>The notices in what was sent, each in the same format; in JSON, XML and FHIR there is one.</summary>
    public virtual Outcome<List<ReadOnlyMemory<byte>>> Split(ReadOnlyMemory<byte> bytes) => new List<ReadOnlyMemory<byte>> { bytes };

    /// <summary>One notice as JSON. A JSON notice is given back as it came; <see cref="NoticeText.Read"/> checks it.</summary>
    public abstract Outcome<ReadOnlyMemory<byte>> ToJson(ReadOnlyMemory<byte> bytes);

    private static Outcome<ReadOnlyMemory<byte>> Whole(Outcome<byte[]> json) => json.Then<ReadOnlyMemory<byte>>(bytes => new ReadOnlyMemory<byte>(bytes));

    public sealed record Json : NoticeFormat
    {
        public override IReadOnlyList<string> ContentTypes { get; } = ["application/json"];

        public override Outcome<ReadOnlyMemory<byte>> ToJson(ReadOnlyMemory<byte> bytes) => bytes;
    }

    public sealed record Xml(IReadOnlyDictionary<string, string> Prefixes) : NoticeFormat
    {
        public override IReadOnlyList<string> ContentTypes { get; } = ["application/xml", "text/xml"];

        public override bool IsUtf8 => false;

        public override Outcome<ReadOnlyMemory<byte>> ToJson(ReadOnlyMemory<byte> bytes) => Whole(XmlNotice.ToJson(bytes, Prefixes));
    }

    public sealed record Hl7 : NoticeFormat
    {
        public override IReadOnlyList<string> ContentTypes { get; } = ["x-application/hl7-v2+er7", "application/hl7-v2", "application/edi-hl7", "text/plain"];

        public override bool IsUtf8 => false;

        public override Outcome<List<ReadOnlyMemory<byte>>> Split(ReadOnlyMemory<byte> bytes) => Formats.Split.Hl7(bytes);

        public override Outcome<ReadOnlyMemory<byte>> ToJson(ReadOnlyMemory<byte> bytes) => Whole(Hl7Notice.ToJson(bytes));
    }

    public sealed record Csv(string Key) : NoticeFormat
    {
        public override IReadOnlyList<string> ContentTypes { get; } = ["text/csv"];

        public override Outcome<List<ReadOnlyMemory<byte>>> Split(ReadOnlyMemory<byte> bytes) => Formats.Split.Csv(bytes, Key);

        public override Outcome<ReadOnlyMemory<byte>> ToJson(ReadOnlyMemory<byte> bytes) => Whole(CsvNotice.ToJson(bytes));
    }

    public sealed record Fhir : NoticeFormat
    {
        /// <summary>Looks at it before it is read; null where nobody asks whether it is safe.</summary>
        public FhirIntake? Intake { get; init; }

        public override IReadOnlyList<string> ContentTypes { get; } = ["application/fhir+json", "application/json"];

        public override Outcome<ReadOnlyMemory<byte>> ToJson(ReadOnlyMemory<byte> bytes) => Whole(FhirNotice.ToJson(bytes));
    }
}
