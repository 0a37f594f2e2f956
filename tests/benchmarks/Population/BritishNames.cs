namespace Throughcare.Benchmarks.Population;

/// <summary>Names usual in England, Wales, Scotland and Ireland. The orders are rough and the tail is put together from parts of place names; nobody in particular is meant.</summary>
internal static class BritishNames
{
    public static readonly string[] Surnames =
        ("Smith,Jones,Williams,Taylor,Davies,Brown,Wilson,Evans,Thomas,Johnson,Roberts,Walker,Wright,Robinson,Thompson,White,Hughes,Edwards,Green,Hall,"
        + "Wood,Harris,Lewis,Martin,Jackson,Clarke,Clark,Turner,Hill,Scott,Cooper,Morris,Ward,Moore,King,Watson,Baker,Harrison,Morgan,Patterson,"
        + "Young,Allen,Mitchell,James,Anderson,Phillips,Lee,Bell,Parker,Davis,Bennett,Miller,Cook,Shaw,Cox,Richardson,Carter,Collins,Marshall,Bailey,"
        + "Gray,Stewart,Murphy,Kelly,Adams,Wilkinson,Foster,Simpson,Webb,Russell,Campbell,Price,Rogers,Mason,Mills,Powell,Palmer,Butler,Owen,Reid,"
        + "Holmes,Knight,Barker,Lloyd,Stevens,Matthews,Graham,Ellis,Fisher,Barnes,Murray,Jenkins,Fletcher,Dixon,Hunt,Gibson,Pearson,Harvey,Andrews,Howard,"
        + "Fox,Reynolds,Walsh,Brooks,Kennedy,Ford,Gordon,Saunders,West,Burton,Burns,Ross,Elliott,Lawrence,Kay,Hudson,Macdonald,McDonald,O'Brien,O'Neill,"
        + "O'Connor,Byrne,Ryan,Doyle,Gallagher,Doherty,Quinn,Duffy,Connolly,Nolan,McCarthy,McKenna,McLean,McKenzie,Fraser,Hamilton,Ferguson,Grant,Cameron,Sinclair,"
        + "Pritchard,Griffiths,Bowen,Parry,Vaughan,Howells,Rees,Hopkins,Prosser,Beynon,Read,Reed,Wells,Lowe,Booth,Hartley,Sutcliffe,Greenwood,Barraclough,Ackroyd,"
        + "Hirst,Crossley,Metcalfe,Fawcett,Tate,Hodgson,Charlton,Robson,Bainbridge,Nixon,Todd,Slater,Kirk,Stone,Rose,Marsh,Hobbs,Tucker,Potter,Bird,"
        + "Lane,Bishop,Page,Carr,Newton,Perry,Day,Gill,Chambers,Barrett,Dunn,Parsons,Stephenson,Stevenson,Spencer,Jarvis,Hancock,Nash,Peacock,Whittaker,"
        + "Sharp,Sharpe,Stephens,Hewitt,Hyde,Pugh,Gough,Leigh,Browne,Smyth,Thomson,Nicholls,Nichols,Phelps,Davison,Davidson,Lawson,Dawson,Coates,Coleman").Split(',');

    /// <summary>Beginnings and ends of surnames that are also places; most people have a surname that few share.</summary>
    public static readonly string[] Beginnings = "Ash,Thorn,Hol,Brad,Whit,Stan,Lang,Red,Black,Wool,Hather,Birch,Oak,Elm,Aller,Cran,Crow,Swin,Ship,Shel,Row,Ren,Pend,Pem,Ox,Nor,Sud,Mel,Mar,Lin,Led,Kel,Kirk,Ingle,Hux,Horn,Heath,Har,Hal,Gold,Gar,Fen,Fair,Ever,Dun,Den,Dal,Cul,Cope,Clay,Chat,Cal,Bur,Brough,Bram,Box,Bent,Bal,Apple,Amble,Ack,Ald,Ar,Bag,Bar,Bas,Bed,Berry,Bick,Bil,Blen,Bos,Brin,Buck,Cad,Car,Chad,Charl,Chis,Clif,Col,Cot,Crof,Dar,Did,Dod,Dray,Ed,Eg,Ellis,Farn,Fel,Flax,Fother,Frith,Gains,Glas,Graf,Grind,Hack,Had,Ham,Hart,Has,Haw,Hem,Hen,Hip,Hors,Hum,Kem,Ken,Kil,Lam,Leigh,Lock,Lud,Mal,Mid,Mor,Net,New,Os,Pick,Pot,Rad,Raw,Rip,Ros,Rud,Sed,Shack,Sher,Snel,Stain,Stock,Tad,Tat,Thirl,Thur,Tod,Tul,Under,Wad,Wal,War,Wed,Whar,Wil,Win,Wor,Yar".Split(',');

    /// <summary>See <see cref="Beginnings"/>.</summary>
    public static readonly string[] Ends = "ley,ton,worth,field,bury,ham,wick,shaw,by,stead,ford,den,well,man,wood,croft,thwaite,bridge,more,son,gate,bank,hurst,stone,cliffe,brook,dale,holme,ridge,cote,all,ing,ington,ett,ock,rick,lock,land,side".Split(',');

    /// <summary>Of Irish and Scottish families and of Travellers.</summary>
    public static readonly string[] IrishSurnames = "Murphy,Kelly,O'Sullivan,Walsh,O'Brien,Byrne,Ryan,O'Connor,O'Neill,O'Reilly,Doyle,McCarthy,Gallagher,O'Doherty,Kennedy,Lynch,Murray,Quinn,Moore,McLoughlin,O'Carroll,Connolly,Daly,O'Connell,Wilson,Dunne,Brennan,Burke,Collins,Ward,Connors,Joyce,Maughan,McDonagh,Stokes,Mongan,Cash,Delaney,Ní Bhriain,Mac Giolla,O'Mahony,Fitzgerald,Keane,Nolan,Flynn,Sweeney,Healy,Reardon,Cassidy,Maguire,McGrath,McDonnell,Toner,Devlin".Split(',');

    public static readonly Fashion[] Irish =
    [
        new(0, "John,Patrick,Michael,James,Thomas,Martin,Séamus,Brendan,Declan,Kevin,Gerard,Eamon,Seán,Liam,Francis,Dermot,Christopher,Anthony,Kieran,Noel".Split(','),
            "Mary,Margaret,Bridget,Kathleen,Ann,Theresa,Catherine,Bernadette,Eileen,Noreen,Josephine,Philomena,Siobhán,Geraldine,Deirdre,Maura,Winifred,Nuala".Split(',')),
        new(1985, "Seán,Conor,Patrick,Jack,James,Ciarán,Darragh,Cian,Michael,Ryan,Liam,Oisín,John,Martin,Ruairí,Cathal,Shane,Miley,Declan,Dean".Split(','),
            "Aoife,Niamh,Ciara,Sinéad,Róisín,Orla,Emma,Sarah,Kathleen,Margaret,Bridget,Caoimhe,Gráinne,Shannon,Chantelle,Maeve,Saoirse,Bláthnaid".Split(',')),
    ];

    public static readonly Fashion[] Forenames =
    [
        new(0, "John,David,Michael,Peter,Robert,Anthony,Brian,Alan,William,James,Richard,Kenneth,Roger,Keith,Colin,Christopher,Raymond,Terence,Dennis,Graham,Derek,George,Barry,Malcolm,Philip,Trevor,Geoffrey,Thomas,Ronald,Stephen,Kevin,Paul,Leslie,Norman,Frederick,Gerald,Stuart,Douglas,Roy,Clive".Split(','),
            "Margaret,Susan,Jean,Patricia,Christine,Maureen,Barbara,Ann,Carol,Pauline,Linda,Sheila,Mary,Janet,Judith,Jacqueline,Valerie,Elizabeth,Sandra,Brenda,Shirley,Joan,Kathleen,Pamela,Eileen,Gillian,Catherine,Lynne,Hazel,Diane,Marion,Rosemary,Yvonne,Doreen,Dorothy,Jennifer".Split(',')),
        new(1965, "Paul,David,Andrew,Stephen,Mark,Michael,Ian,Gary,Robert,Richard,Peter,John,Anthony,Christopher,Darren,Kevin,Martin,Simon,Philip,Graham,Colin,Adrian,Nigel,Alan,Neil,Shaun,Jonathan,Nicholas,Stuart,Timothy,Wayne,Steven,Brian,James,Keith,Carl,Jeffrey,Phillip,Craig,Lee,Sean,Dean,William,Dominic,Russell,Trevor,Tony,Barry,Duncan,Julian".Split(','),
            "Susan,Julie,Karen,Jacqueline,Deborah,Tracey,Jane,Helen,Diane,Sharon,Tracy,Angela,Sarah,Alison,Caroline,Amanda,Sandra,Linda,Catherine,Elizabeth,Carol,Joanne,Wendy,Janet,Dawn,Christine,Nicola,Lesley,Lorraine,Mandy,Paula,Michelle,Theresa,Louise,Beverley,Debra,Heather,Gillian,Denise,Maxine,Donna,Lynn,Cheryl,Jill".Split(',')),
        new(1980, "Christopher,James,David,Daniel,Michael,Matthew,Andrew,Richard,Paul,Mark,Thomas,Adam,Robert,John,Lee,Benjamin,Steven,Jonathan,Craig,Stephen,Simon,Nicholas,Peter,Anthony,Alexander,Gary,Ian,Ryan,Darren,Jamie,Stuart,Kevin,Luke,Joseph,Ashley,Philip,Samuel,Ben,Dean,Carl,Liam,Wayne,Kieran,Scott,Damien,Aaron,Leon,Barry,Shane,Karl,Marc,Gareth,Rhys,Shaun,Curtis,Nathan,Dale,Kirk".Split(','),
            "Sarah,Laura,Gemma,Emma,Rebecca,Claire,Victoria,Samantha,Rachel,Amy,Jennifer,Nicola,Katie,Lisa,Kelly,Natalie,Louise,Michelle,Hayley,Hannah,Helen,Charlotte,Joanne,Lucy,Elizabeth,Leanne,Danielle,Donna,Katherine,Clare,Stephanie,Stacey,Lauren,Jane,Kerry,Emily,Catherine,Sophie,Anna,Jessica,Zoe,Kirsty,Kimberley,Kate,Jenna,Caroline,Natasha,Rachael,Amanda,Kathryn,Karen,Alexandra,Jodie,Alison,Siân,Cheryl,Zoë,Renée".Split(',')),
        new(1995, "Jack,Daniel,Thomas,James,Joshua,Matthew,Ryan,Joseph,Samuel,Liam,Jordan,Luke,Connor,Alexander,Benjamin,Adam,Harry,Jake,George,Callum,William,Michael,Oliver,Lewis,Christopher,Bradley,Kieran,Nathan,Ashley,Aaron,Charlie,Kyle,Jamie,Reece,Tyler,Jayden,Mason,Dylan,Brandon,Declan,Curtis,Rhys,Ethan,Owen,Louis,Max,Cameron,Alfie,Kai,Corey,Josh,Leon,Morgan,Tyrone,Ellis".Split(','),
            "Rebecca,Lauren,Jessica,Charlotte,Hannah,Sophie,Amy,Emily,Laura,Emma,Chloe,Sarah,Lucy,Katie,Bethany,Jade,Megan,Danielle,Shannon,Paige,Olivia,Georgia,Courtney,Holly,Ellie,Molly,Abigail,Kayleigh,Natasha,Leah,Chelsea,Rachel,Elizabeth,Mia,Jasmine,Gemma,Alice,Caitlin,Kirsty,Eleanor,Amber,Grace,Demi-Leigh,Lily-Mae,Ffion,Chanelle,Tia,Ruby,Scarlett,Poppy".Split(',')),
    ];

    /// <summary>What parents choose as a second name.</summary>
    public static readonly string[] MenSecond = "James,John,Lee,David,William,Michael,Paul,Thomas,Robert,Anthony,Joseph,Peter,George,Edward,Patrick,Alan,Mark,Daniel,Andrew,Stephen,Christopher,Charles,Richard,Francis,Ian,Jack,Ray,Dean,Lewis,Henry,Albert,Kenneth".Split(',');

    /// <summary>What parents choose as a second name.</summary>
    public static readonly string[] WomenSecond = "Louise,Marie,Ann,Jane,Elizabeth,Mary,Michelle,Rose,Claire,Anne,Grace,Leigh,Victoria,Catherine,Amy,May,Kate,Jayne,Nicole,Lynn,Margaret,Hannah,Joy,Dawn,Frances,Rachel,Ellen,Helen,Mae,Sarah".Split(',');
}
