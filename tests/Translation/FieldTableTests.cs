using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>What rows of a field table say (mappings/README.md), each in a source of a few rows.</summary>
public class FieldTableTests
{
    [Fact]
    public void The_senders_words_are_kept_when_the_code_beside_them_is_missing()
    {
        using var source = new SmallSource("one,code,code,concept,codes,,,,,\none,code.text,words,,,,,,,");
        Assert.Equal(["{'code':{'coding':[{'system':'https://ours.example','code':'alpha','display':'Alpha'}],'text':'said'}}"], source.Resources("'code':'A','words':'said'"));
        Assert.Equal(["{'code':{'text':'said'}}"], source.Resources("'words':'said'"));
        Assert.Equal(["{'code':{'text':'said'}}"], source.Resources("'code':{},'words':'said'"));
        Assert.Equal(["{'code':{'coding':[{'system':'https://theirs.example','code':'\\''}],'text':'said'}}"], source.Resources("'code':'\\u0022','words':'said'").Select(resource => resource));
        Assert.Empty(source.Resources(""));
    }

    [Fact]
    public void Fixed_words_of_a_concept_take_the_place_of_the_tables_words()
    {
        using var source = new SmallSource("one,code,code,concept,codes,,,,,\none,code.text,,,,Always this,,,,");
        Assert.Equal(["{'code':{'coding':[{'system':'https://ours.example','code':'alpha','display':'Alpha'}],'text':'Always this'}}"], source.Resources("'code':'A'"));
        Assert.Equal(["{'code':{'coding':[{'system':'https://theirs.example','code':'Z'}],'text':'Always this'}}"], source.Resources("'code':'Z'"));
        Assert.Empty(source.Resources(""));
    }

    [Fact]
    public void A_concept_counts_only_when_its_row_says_so()
    {
        using var source = new SmallSource("one,code,code,concept,codes,,flag,yes,,\none,code.text,words,,,,,,,");
        Assert.Equal(["{'code':{'text':'said'}}"], source.Resources("'code':'A','flag':'no','words':'said'"));
        Assert.Equal(["{'code':{'coding':[{'system':'https://ours.example','code':'alpha','display':'Alpha'}],'text':'said'}}"], source.Resources("'code':'A','flag':'yes','words':'said'"));
        using var coding = new SmallSource("one,category[0].coding[0],code,coding,codes,,flag,,,");
        Assert.Empty(coding.Resources("'code':'A'"));
        Assert.Single(coding.Resources("'code':'A','flag':1"));
    }

    [Fact]
    public void A_coding_that_nothing_matches_and_has_no_system_is_left_out()
    {
        using var source = new SmallSource("one,meta.tag[0],code,coding,codes,,,,,\none,meta.tag[0].userSelected,,boolean,,true,,,,\none,language,id,,,,,,,", codes: "A,,,,none,why,,,", fromSystem: "");
        Assert.Equal(["{'language':'N1'}"], source.Resources("'code':'A'"));
    }

    [Theory]
    [InlineData("one,code,code,concept,codes,,,,,\none,code.coding[0].code,id,,,,,,,", "row 3: \"coding\" comes from the code table already")]
    [InlineData("one,code.coding[0],code,coding,codes,,,,,\none,code.coding[0].system,,system,,ours,,,,", "row 3: \"system\" comes from the code table already")]
    [InlineData("one,code,code,concept,codes,,,,not said,", "row 2: \"concept\" has no place for a text instead. Write it in \"fixed\" of a row for the text of code, with \"when\" code \"is\" absent.")]
    [InlineData("one,language,,words,,Nothing from the notice,,,,", "row 2: \"fixed\" has 0 places {}")]
    [InlineData("one,language,id,,codes,,,,,", "row 2: \"text\" has no use for \"table\". Empty it, or write in \"as\" what is to be done with it: code, ")]
    [InlineData("one,language,id at,,,,,,,", "row 2: \"text\" takes one path in \"from\". To join several, write \"words\" in \"as\".")]
    [InlineData("one,language,id at,day,,,,,,", "row 2: \"day\" takes one path in \"from\".")]
    [InlineData("one,language,id at b,london-time,,,,,,", "row 2: \"london-time\" takes a day and a clock time, two paths in \"from\".")]
    [InlineData("one,code,code,concept,,,,,,", "row 2: \"concept\" needs a code table. Name one of code-tables.csv in \"table\".")]
    [InlineData("one,subject.reference,id,reference,one,,,,,", "row 2: \"reference\" reads nothing of the notice. Empty \"from\".")]
    [InlineData("one,language,ids[=NHS].value,,,,,,,", "row 2: \"ids[=NHS].value\": [=NHS] needs a name before its = and a value after it, like [type=NOMS].")]
    [InlineData("one,language,ids[type=].value,,,,,,,", "row 2: \"ids[type=].value\": [type=] needs a name")]
    [InlineData("one,language,ids[-1].value,,,,,,,", "row 2: \"ids[-1].value\": [-1] is no place in a list. The first item is [0].")]
    [InlineData("one,language,id,,,,,,aks,why", "row 2: \"if_unknown\" would write \"aks\" instead. Did you mean ask?")]
    public void A_row_that_would_give_an_element_twice_or_nothing_is_reported(string fields, string expected)
    {
        using var source = new SmallSource(fields);
        Assert.Contains(expected, Assert.Throws<TableFault>(() => source.Source).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "", "'a':'x'", true)]
    [InlineData("a", "", "", false)]
    [InlineData("a", "x|In custody", "'a':'In custody'", true)]
    [InlineData("a", "x|In custody", "'a':'In'", false)]
    [InlineData("a", "x|absent", "", true)]
    [InlineData("a", "x|absent", "'a':'y'", false)]
    [InlineData("a", "absent", "'a':null", true)]
    [InlineData("a", "other than x|not known", "'a':'y'", true)]
    [InlineData("a", "other than x|not known", "'a':'not known'", false)]
    [InlineData("a", "other than x|not known", "", false)]
    [InlineData("a b", "x; y|z", "'a':'x','b':'z'", true)]
    [InlineData("a b", "x; y|z", "'a':'x','b':'x'", false)]
    [InlineData("a b", "x; y|z", "'b':'z'", false)]
    [InlineData("a b", "; y", "'a':'anything','b':'y'", true)]
    [InlineData("a b", "; y", "'b':'y'", false)]
    [InlineData("a b", "x", "'a':'x','b':'anything'", true)]
    [InlineData("a b", "x", "'a':'x'", false)]
    [InlineData("a b", "absent; other than y", "'b':1", true)]
    [InlineData("a.c", "x", "'a':{'c':'x'}", true)]
    public void A_row_counts_when_all_its_conditions_hold(string when, string @is, string members, bool holds)
    {
        using var source = new SmallSource($"one,language,id,,,,{when},{@is},,");
        Assert.Equal(holds ? ["{'language':'N1'}"] : [], source.Resources(members));
    }

    [Theory]
    [InlineData("one,language,id,,,,a,x; y,,", "row 2: \"is\" has 2 parts, apart by semicolons, and \"when\" names 1.")]
    [InlineData("one,language,id,,,,,x,,", "row 2: \"is\" needs \"when\"")]
    [InlineData("one,language,id,,,,a,other than,,", "row 2: \"other than\" needs the values that do not count, apart by |.")]
    [InlineData("one,language,id,,,,a,other than x|absent,,", "row 2: \"other than\" holds only for what is there. Leave out \"absent\".")]
    [InlineData("one,language,id,,,,a[],x,,", "row 2: \"a[]\" stands for several values. \"when\" looks at one.")]
    public void A_condition_that_says_nothing_clear_is_reported(string fields, string expected)
    {
        using var source = new SmallSource(fields);
        Assert.Contains(expected, Assert.Throws<TableFault>(() => source.Source).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_is_picked_by_what_stands_in_it()
    {
        using var source = new SmallSource("one,language,ids[type=NHS number].value,,,,,,,\none,implicitRules,PID.3[4.1=NOMIS].1,,,,,,,");
        Assert.Equal(["{'language':'2'}"], source.Resources("'ids':[{'value':'1','type':'NOMS'},{'type':'NHS number','value':'2'},{'type':'NHS number','value':'3'}]"));
        Assert.Equal(["{'language':'2'}"], source.Resources("'ids':{'type':'NHS \\u006eumber','value':2}"));
        Assert.Empty(source.Resources("'ids':['NHS number',null,7,{'type':['NHS number'],'value':'1'},{'type':{'a':'NHS number'}},{}]"));
        Assert.Equal(["{'implicitRules':'b'}"], source.Resources("'PID':{'3':[{'1':'a','4':'OTHER'},{'1':'b','4':'NOMIS'}]}"));
        Assert.Equal(["{'implicitRules':'b'}"], source.Resources("'PID':{'3':[{'4':{'2':'NOMIS'},'1':'a'},{'4':{'1':'NOMIS','2':'x'},'1':'b'}]}"));
    }

    [Fact]
    public void What_an_item_is_picked_by_has_been_looked_at_and_the_other_items_have_not()
    {
        using var source = new SmallSource("one,language,ids[type=NHS].value,,,,,,,\none,implicitRules,PID.3[4.1=NOMIS].1,,,,,,,");
        var remarks = source.Translate("'ids':[{'type':'NHS','value':'2'},{'type':'NOMS','value':'1'}],'PID':{'3':[{'4':'NOMIS','1':'a'},{'4':{'1':'OTHER'}}]}").Remarks;
        Assert.Equal(["PID.3[].4.1", "ids[].type", "ids[].value"], remarks.Select(remark => remark.Element).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("'order':{'drug':'x'}")]
    [InlineData("'order':'Methadone 60 mg daily'", "order")]
    [InlineData("'order':60", "order")]
    [InlineData("'order':[{'drug':'x','dose':60}]", "order[].dose", "order[].drug")]
    [InlineData("'order':['x',[7],null]", "order[]", "order[][]")]
    [InlineData("'order':[]")]
    [InlineData("'order':null")]
    public void A_text_or_a_list_where_the_parts_of_one_are_read_is_remarked_on(string members, params string[] places)
    {
        using var source = new SmallSource("one,language,order.drug,,,,,,,", entries: "notice,one,thing,Basic,,id,,order,,");
        Assert.Equal(places, source.Translate(members).Remarks.Select(remark => remark.Element).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_value_that_no_row_looks_at_this_time_is_remarked_on()
    {
        using var source = new SmallSource("one,language,a,,,,kind,A,,\none,implicitRules,b,,,,kind,B,,\none,contained[].id,list[].c,,,,list[].d,yes,,");
        Assert.Equal(["b", "list[].c"], source.Translate("'kind':'A','a':'1','b':'2','list':[{'c':'x','d':'no'},{'c':'x','d':'yes'}]").Remarks.Select(remark => remark.Element));
        Assert.Empty(source.Translate("'kind':'B','b':'2'").Remarks);
        using var onPurpose = new SmallSource("one,language,a,,,,kind,A,,\none,implicitRules,b,,,,kind,B,,", unused: "b,Only of kind B");
        Assert.Empty(onPurpose.Translate("'kind':'A','a':'1','b':'2'").Remarks);
    }

    [Fact]
    public void An_item_that_one_row_takes_by_its_place_and_others_walk_is_not_unread()
    {
        using var source = new SmallSource("one,language,ids[0].value,,,,,,,\none,implicitRules,ids[theirs].value,,,,,,,\none,contained[].id,ids[].use,,,,,,,");
        Assert.Empty(source.Translate("'ids':[{'value':'1','use':'a'},{'value':'2','use':'b','system':'https://theirs.example'}]").Remarks);
        Assert.Equal(["ids[].value"], source.Translate("'ids':[{'value':'1'},{'value':'2'}]").Remarks.Select(remark => remark.Element));
        using var leftOut = new SmallSource("one,language,ids[0].value,,,,,,,\none,implicitRules,ids[theirs].value,,,,,,,", unused: "ids[theirs].system,Names the value beside it");
        Assert.Empty(leftOut.Translate("'ids':[{'value':'1','system':'https://theirs.example'}]").Remarks);
    }

    [Fact]
    public void A_concept_has_the_code_table_of_the_first_row_that_holds()
    {
        using var source = new SmallSource("one,code,a,concept,codes,,kind,A,,\none,code,,concept,codes,A,kind,B,,\none,code,b,concept,codes,,b,,,\none,code.text,words,,,,,,,", codes: "A,,alpha,Alpha,same,why,,,\nB,,beta,Beta,same,why,,,");
        Assert.Contains("row 3", Assert.Throws<TableFault>(() => new SmallSource("one,code,a,concept,codes,,,,,\none,code,b,concept,codes,,,,,").Source).Message, StringComparison.Ordinal);
        Assert.Contains("words of its code table", Assert.Throws<TableFault>(() => source.Source).Message, StringComparison.Ordinal);
        using var plain = new SmallSource("one,code,a,concept,codes,,kind,A,,\none,code,,concept,codes,A,kind,B,,\none,code,b,concept,codes,,b,,,", codes: "A,,alpha,Alpha,same,why,,,\nB,,beta,Beta,same,why,,,");
        Assert.Equal(["beta"], plain.Translate("'kind':'A','a':'B','b':'A'").Entries.Select(entry => entry.Resource.TextAt("code", "coding", 0, "code")));
        Assert.Equal(["alpha"], plain.Translate("'kind':'B','b':'B'").Entries.Select(entry => entry.Resource.TextAt("code", "coding", 0, "code")));
        Assert.Equal(["beta"], plain.Translate("'kind':'C','b':'B'").Entries.Select(entry => entry.Resource.TextAt("code", "coding", 0, "code")));
        Assert.Empty(plain.Resources("'kind':'C'"));
        using var worded = new SmallSource("one,code,a,concept,codes,,kind,A,,\none,code,b,concept,codes,,kind,B,,\none,code.text,words,,,,,,,");
        Assert.Equal(["{'code':{'coding':[{'system':'https://ours.example','code':'alpha','display':'Alpha'}],'text':'said'}}"], worded.Resources("'kind':'B','b':'A','words':'said'"));
        Assert.Equal(["{'code':{'text':'said'}}"], worded.Resources("'kind':'A','words':'said'"));
        Assert.Equal(["{'code':{'text':'said'}}"], worded.Resources("'kind':'C','a':'A','words':'said'"));
    }

    [Fact]
    public void A_list_without_one_usable_item_is_unknown()
    {
        using var source = new SmallSource("one,language,id,,,,,,,\none,note[],texts[],,,,,,,\none,day[],days[],day,,,,,unusable,");
        Assert.Contains("a list without items is left out", Assert.Throws<TableFault>(() => new SmallSource("one,note[],texts[],,,,,,nothing was said,").Source).Message, StringComparison.Ordinal);
        Assert.Equal(["{'language':'N1','note':['a']}"], source.Resources("'texts':['a',null],'days':[]"));
        Assert.NotNull(source.Translate("'days':[]").Entries[0].Unusable);
        Assert.NotNull(source.Translate("'days':['31/02/2026']").Entries[0].Unusable);
        Assert.Null(source.Translate("'days':['2026-02-03']").Entries[0].Unusable);
    }

    [Fact]
    public void Nobody_is_asked_for_parts_of_a_record_that_is_not_there()
    {
        using var source = new SmallSource("one,language,id,,,,,,,\ntwo,language,drug,,,,,,ask,why\ntwo,implicitRules,day,day,,,,,ask,why", entries: "notice,one,thing,Basic,,id,,,,\nnotice,two,thing,Basic,,id drug,,,,");
        Assert.Empty(source.Translate("").Remarks);
        Assert.Equal(["drug"], source.Translate("'day':'2026-01-31'").Remarks.Select(remark => remark.Element));
        Assert.Contains("day", source.Translate("'day':'31/02/2026'").Remarks.Select(remark => remark.Element));
    }

    [Fact]
    public void A_pointer_at_a_resource_that_names_itself_is_reported()
    {
        using var source = new SmallSource("one,id,own,,,,,,,\ntwo,subject.reference,,reference,one,,,,,", entries: "notice,one,thing,Basic,,id,,,,\nnotice,two,thing,Flag,,id,,,,");
        Assert.Contains("row 3: \"one\" has a row for its own \"id\"", Assert.Throws<TableFault>(() => source.Source).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_one_row_copies_whole_another_may_walk()
    {
        using var source = new SmallSource("one,identifier,ids,as-is,,,,,,\none,note[],ids[].value,,,,,,,\none,language,ids[0].value,,,,,,,");
        Assert.Equal(["{'identifier':[{'value':'a'}, {'value':'b'}],'note':['a','b'],'language':'a'}".Replace(", ", ",", StringComparison.Ordinal)], source.Resources("'ids':[{'value':'a'}, {'value':'b'}]"));
        Assert.Equal(["{'identifier':{'value':'a'},'note':['a'],'language':'a'}"], source.Resources("'ids':{'value':'a'}"));
        using var each = new SmallSource("one,extension[],ids[],as-is,,,,,,\none,note[],ids[].value,,,,,,,");
        Assert.Equal(["{'extension':[{'value':'a','more':[1]},{'value':'b'}],'note':['a','b']}"], each.Resources("'ids':[{'value':'a','more':[1]},{'value':'b'}]"));
    }

    [Fact]
    public void A_copied_part_that_holds_nothing_is_left_out()
    {
        using var source = new SmallSource("one,text,part,as-is,,,,,,\none,language,id,,,,,,,");
        foreach (var nothing in new[] { "{ }", "[\\n]", "''", "'  '", "null" }) Assert.Equal(["{'language':'N1'}"], source.Resources($"'part':{nothing.Replace("\\n", "\n", StringComparison.Ordinal)}"));
    }

    [Fact]
    public void Nothing_below_a_copied_part_is_said_to_be_unread()
    {
        using var source = new SmallSource("one,text,part,as-is,,,,,,\none,language,part.a,,,,,,,");
        Assert.Empty(source.Translate("'part':{'a':'x','b':{'c':[1]}}").Remarks);
    }

    [Fact]
    public void A_fixed_text_that_holds_by_a_value_is_from_the_notice_whichever_row_gives_it()
    {
        using var source = new SmallSource("one,status,,,,first,kind,a,,\none,status,,,,second,kind,b,,\none,language,language,,,,,,,");
        Assert.Equal(["{'status':'first'}"], source.Resources("'kind':'a'"));
        Assert.Equal(["{'status':'second'}"], source.Resources("'kind':'b'"));
        Assert.Empty(source.Resources("'kind':'c'"));
    }

    [Fact]
    public void What_an_item_is_picked_by_is_not_said_to_be_unread()
    {
        using var source = new SmallSource("one,identifier[0].value,ids[ours].value,,,,,,,\none,name,names[official].text,,,,,,,");
        var translated = source.Translate("'ids':[{'system':'https://ours.example','value':'x','use':'old'},{'system':'https://theirs.example','value':'y'}],'names':[{'use':'official','text':'n'}]");
        Assert.Equal(["ids[].system", "ids[].value", "ids[ours].use"], translated.Remarks.Select(remark => remark.Element).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_id_of_a_resource_is_its_own_wherever_its_row_stands_and_whatever_it_holds()
    {
        using var source = new SmallSource("one,language,lang,,,,,,,\none,id,own,,,,,,,");
        foreach (var own in new[] { "abc", "\\u0022quoted\\\\", "\\u0022" })
        {
            var entry = source.Bundle($"'lang':'en','own':'{own}'")["entry"]![0]!;
            Assert.Equal("https://fhir.example/Basic/" + entry.TextAt("resource", "id"), entry.TextAt("fullUrl"));
        }
    }

    [Fact]
    public void Two_records_of_one_id_are_two_resources_of_the_Bundle()
    {
        using var source = new SmallSource("one,language,things[].text,,,,,,,", "notice,one,thing,Basic,things[],things[].ref,,,,");
        var entries = source.Bundle("'things':[{'ref':'1','text':'a'},{'ref':'1','text':'b'},{'text':'c'},{'text':'d'}]")["entry"]!.AsArray().Where(entry => entry.TextAt("resource", "resourceType") == "Basic").ToList();
        Assert.Equal(["a", "b", "c", "d"], entries.Select(entry => entry.TextAt("resource", "language")));
        Assert.Equal(4, entries.Select(entry => entry.TextAt("fullUrl")).Distinct().Count());
    }

    [Fact]
    public void An_empty_text_names_no_thing_in_the_world()
    {
        using var source = new SmallSource("one,language,id,,,,,,,", "notice,one,thing,Basic,,id,booking,,,");
        Assert.Null(source.Translate("'booking':''").Entries[0].FactKey);
        Assert.Null(source.Translate("'booking':' '").Entries[0].FactKey);
        Assert.Equal("B1", source.Translate("'booking':'B1'").Entries[0].FactKey);
    }

    [Fact]
    public void Words_hold_several_escaped_values_and_are_there_only_when_all_are()
    {
        using var source = new SmallSource("one,language,a b c d,words,codes - uk-day -,{} at {} on {} \"\"quoted\"\" {},,,,".Replace("{} at {} on {} \"\"quoted\"\" {}", "\"{} at {} on {} \"\"quoted\"\" {}\"", StringComparison.Ordinal));
        Assert.Equal("Alpha at \"x\"\\ on 2026-01-31 \"quoted\" \n", source.Translate("'a':'\\u0041','b':'\\u0022x\\u0022\\\\','c':'31\\/01\\/2026','d':'\\u0064\\n\\u0065'").Entries[0].Resource.TextAt("language")!.Replace("d\ne", "\n", StringComparison.Ordinal));
        Assert.Empty(source.Resources("'a':'A','b':'x','c':'31/02/2026','d':'d'"));
        Assert.Empty(source.Resources("'a':'A','b':'x','c':'31/01/2026'"));
    }

    [Fact]
    public void Words_of_a_code_without_a_name_have_the_code_as_sent()
    {
        using var source = new SmallSource("one,language,a,words,codes,<{}>,,,,", codes: "A,,alpha,,broader,why,,,\nB,,,,none,why,,,");
        Assert.Equal(["{'language':'<A>'}"], source.Resources("'a':'A'"));
        Assert.Equal(["{'language':'<B>'}"], source.Resources("'a':'B'"));
        Assert.Equal(["{'language':'<C>'}"], source.Resources("'a':'C'"));
    }

    [Fact]
    public void A_value_where_parts_are_read_is_the_first_of_the_first_part_however_deep()
    {
        using var source = new SmallSource("one,language,PID.5.1.1,,,,,,,\none,implicitRules,PID.5.2,,,,,,,");
        Assert.Equal(["{'language':'SMITH'}"], source.Resources("'PID':{'5':'SMITH'}"));
        Assert.Equal(["{'language':'SMITH','implicitRules':'JO'}"], source.Resources("'PID':{'5':{'1':'SMITH','2':'JO'}}"));
        Assert.Equal(["{'language':'SMITH'}"], source.Resources("'PID':{'5':{'1':{'1':'SMITH'}}}"));
    }

    [Fact]
    public void An_empty_list_where_a_value_belongs_is_no_value_and_nothing_to_mend()
    {
        using var source = new SmallSource("one,language,a,,,,,,,");
        Assert.Empty(source.Translate("'a':[]").Remarks);
        Assert.Single(source.Translate("'a':['x']").Remarks);
    }

    [Fact]
    public void A_dose_unit_that_nothing_of_ours_matches_is_not_to_be_acted_on()
    {
        using var source = new SmallSource("one,language,id,,,,,,,\none,unit,unit,code,codes,,,,unusable,", codes: "A,,,,none,why,,,");
        Assert.NotNull(source.Translate("'unit':'A'").Entries[0].Unusable);
        Assert.NotNull(source.Translate("'unit':'Z'").Entries[0].Unusable);
        Assert.NotNull(source.Translate("").Entries[0].Unusable);
    }

    [Fact]
    public void Each_item_walked_has_what_stands_around_it()
    {
        using var source = new SmallSource("one,item[].value,goals[].actions[].text,,,,,,,\none,item[].goal,goals[].ref,,,,,,,\none,item[].notice,id,,,,,,,");
        Assert.Equal(["{'item':[{'value':'a','goal':'1','notice':'N1'},{'value':'b','goal':'1','notice':'N1'},{'value':'c','goal':'2','notice':'N1'}]}"],
            source.Resources("'goals':[{'ref':1,'actions':[{'text':'a'},{'text':'b'}]},{'ref':2,'actions':{'text':'c'}}]"));
    }

    /// <summary>What stands around many records is in the id of each; long, it would make a small notice a huge one.</summary>
    [Fact]
    public void A_long_value_stands_in_the_ids_of_records_by_its_digest()
    {
        using var source = new SmallSource("one,code.text,items[].name,,,,,,,", entries: "notice,one,thing,Basic,items[],long items[].name,,,,");
        var items = string.Join(',', Enumerable.Range(0, 500).Select(i => $"{{'name':'n{i}'}}"));
        var ids = source.Translate($"'long':'{new string('x', 100_000)}','items':[{items}]").Entries.Select(entry => entry.RecordId).ToList();
        Assert.Equal(500, ids.Distinct().Count());
        Assert.All(ids, id => Assert.InRange(id.Length, 64, 100));
        Assert.NotEqual(ids[0], source.Translate($"'long':'{new string('x', 100_001)}','items':[{items}]").Entries[0].RecordId);
    }

    /// <summary>The way back: resources by their types, in the order of the Bundle, wherever an entry or a resource says what it is.</summary>
    [Theory]
    [InlineData("{'resourceType':'Bundle','entry':[{'resource':{'resourceType':'ServiceRequest','status':'active','identifier':[{'value':'1'}]}},{'resource':{'resourceType':'Patient','status':'x'}},{'fullUrl':'a','resource':{'status':'revoked','identifier':[{'value':'2'}],'resourceType':'ServiceRequest'}}]}", "1 active, 2 revoked")]
    [InlineData("{'entry':[null,7,{'search':{}},{'resource':null},{'resource':{}},{'resource':{'resourceType':7}},{'resource':{'identifier':[{'value':'3'}],'status':'active','resourceType':'ServiceRequest'}}],'type':'message'}", "3 active")]
    [InlineData("{'entry':[]}", "")]
    [InlineData("{'entry':{'resource':{'resourceType':'ServiceRequest','status':'active'}}}", "")]
    public void A_recipients_form_finds_the_resources_of_a_Bundle_by_their_types(string bundle, string expected)
    {
        var form = Translating.Tables.Outgoing["requirements"].Plan.WriteBundle(Encoding.UTF8.GetBytes(bundle.Replace('\'', '"')));
        var requirements = form is null ? [] : JsonNode.Parse(form)!["requirements"].Items();
        Assert.Equal(expected, string.Join(", ", requirements.Select(one => $"{one.TextAt("requirementId")} {one.TextAt("status")}")));
    }
}
