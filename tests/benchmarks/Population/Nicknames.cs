namespace Throughcare.Benchmarks.Population;

/// <summary>What people are called instead of the name on their papers.</summary>
internal static class Nicknames
{
    private static readonly Dictionary<string, string[]> Of = ("Robert:Bob,Rob,Robbie,Bobby;William:Bill,Billy,Will,Liam;Richard:Rick,Dick,Ricky,Rich;James:Jim,Jimmy,Jamie;John:Jack,Johnny;Michael:Mick,Mike,Micky;Anthony:Tony,Ant;Christopher:Chris,Kit;"
        + "Stephen:Steve,Ste;Steven:Steve,Stevie;Andrew:Andy,Drew;David:Dave,Davey,Dai;Thomas:Tom,Tommy;Daniel:Dan,Danny;Matthew:Matt,Matty;Benjamin:Ben;Joseph:Joe,Joey;Jonathan:Jon,Jonny;Nicholas:Nick,Nicky;Peter:Pete;Philip:Phil;Phillip:Phil;"
        + "Edward:Ted,Eddie,Ned;Charles:Charlie,Chas;Alexander:Alex,Sandy,Xander;Samuel:Sam,Sammy;Joshua:Josh;Gregory:Greg;Kenneth:Ken,Kenny;Ronald:Ron,Ronnie;Raymond:Ray;Terence:Terry;Geoffrey:Geoff;Jeffrey:Jeff;Leslie:Les;Gerald:Gerry;Gerard:Gerry;"
        + "Frederick:Fred,Freddie;Douglas:Doug;Timothy:Tim;Martin:Mart;Patrick:Paddy,Pat;Lawrence:Larry,Laz;Francis:Frank,Frankie;Derek:Del;Terrence:Terry;Dominic:Dom;Kevin:Kev;Gareth:Gaz;Gary:Gaz;Darren:Daz;Barry:Baz;Bradley:Brad;Nathan:Nate;Cameron:Cam;Callum:Cal;"
        + "Elizabeth:Liz,Beth,Betty,Lizzie,Lisa;Margaret:Maggie,Peggy,Meg;Catherine:Cathy,Kate,Cath;Katherine:Kathy,Kate,Katie;Kathleen:Kath;Kathryn:Kath;Susan:Sue;Patricia:Pat,Trish;Jacqueline:Jackie;Deborah:Debbie,Deb;Jennifer:Jenny,Jen;Victoria:Vicky,Tori;"
        + "Rebecca:Becky,Becca;Samantha:Sam,Sammy;Christine:Chris,Chrissie;Pamela:Pam;Barbara:Babs;Sandra:Sandy;Alison:Ali;Amanda:Mandy;Stephanie:Steph;Natasha:Tash;Charlotte:Charlie,Lottie;Alexandra:Alex,Sandra;Bethany:Beth;Jessica:Jess;Danielle:Dani;Kimberley:Kim;"
        + "Abigail:Abi;Theresa:Terri,Tess;Valerie:Val;Dorothy:Dot,Dolly;Eleanor:Ellie,Nell;Josephine:Jo,Josie;Joanne:Jo;Nicola:Nicky;Philomena:Phil;Bridget:Bridie;Winifred:Winnie;Bernadette:Bernie;"
        + "Mohammed:Mo,Mohd;Muhammad:Mo;Mohamed:Mo;Abdirahman:Abdi;Aleksandra:Ola;Katarzyna:Kasia;Małgorzata:Gosia;Krzysztof:Krzys;Grzegorz:Greg;Tomasz:Tomek;Piotr:Peter;Paweł:Paul;Emmanuel:Manny;Oluwaseun:Seun;Chukwuemeka:Emeka;Rajinder:Raj;Gurpreet:Guri;Zoltán:Zoli")
        .Split(';').Select(line => line.Split(':')).ToDictionary(line => line[0], line => line[1].Split(','), StringComparer.Ordinal);

    /// <summary>One of those that go with a forename, or null.</summary>
    public static string? Any(Random random, string forename) => Of.TryGetValue(forename, out var names) ? random.OneOf(names) : null;
}
