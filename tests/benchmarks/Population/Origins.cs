namespace Throughcare.Benchmarks.Population;

/// <summary>Where the names in the population come from. Names and shares are invented in the sense that no register was read; they are there so that every custom of names occurs.</summary>
internal static class Origins
{
    private static Fashion[] Always(string men, string women) => [new(0, men.Split(','), women.Split(','))];

    private static readonly string[] Caribbean = "Campbell,Brown,Williams,Clarke,Johnson,Thompson,Gordon,Francis,Grant,Reid,Bailey,Morgan,Lewis,Edwards,Henry,Joseph,Charles,Beckford,Blake,Dacres,Facey,Gayle,Linton,McKenzie,Nembhard,Palmer,Powell,Samuels,Samuel,Walters,Wint,Pinnock,Baptiste,St Hilaire,Désiré".Split(',');

    public static readonly Origin British = new("British", 66, NameCustom.SharedSurname, BritishNames.Surnames, 12, BritishNames.Forenames);

    public static readonly Origin Irish = new("Irish", 6, NameCustom.SharedSurname, BritishNames.IrishSurnames, 8, BritishNames.Irish);

    public static readonly IReadOnlyList<Origin> All =
    [
        British,
        Irish,
        new("Caribbean", 4, NameCustom.SharedSurname, Caribbean, 6, [new(0, "Winston,Desmond,Carlton,Delroy,Leroy,Errol,Trevor,Neville,Clive,Everton,Lloyd,Michael,Anthony,Glenroy,Cedric".Split(','), "Beverley,Sonia,Yvonne,Marcia,Sharon,Paulette,Hyacinth,Merlene,Joyce,Angela,Claudette,Dawn,Donna".Split(',')), new(1980, "Jermaine,Marlon,Leon,Tyrone,Nathan,Daniel,Jerome,Kieron,Marcus,Reece,Andre,André,Dwayne,Ashley,Kofi,Romario,Tyrell,Jayden,Tre".Split(','), "Natasha,Chantelle,Simone,Jade,Shanice,Monique,Latoya,Tanisha,Kadisha,Aaliyah,Chanté,Renée,Shaniqua,Rochelle".Split(','))]),
        new("Pakistani", 5, NameCustom.TitleFirst, "Khan,Hussain,Ahmed,Ali,Mahmood,Akhtar,Iqbal,Malik,Hussein,Shah,Mirza,Butt,Raja,Sharif,Rashid,Aslam,Parveen,Chaudhry,Choudhry,Chaudhary,Bashir,Yousaf,Zaman,Qureshi,Javed,Riaz,Shabir,Nawaz,Saleem,Rafiq,Latif,Kayani,Sadiq,Farooq".Split(','), 2,
            Always("Mohammed,Muhammad,Imran,Adeel,Asif,Usman,Bilal,Hamza,Nadeem,Zahid,Tariq,Kamran,Faisal,Waseem,Shahid,Yasir,Ibrar,Haroon,Amir,Aamir,Zeeshan,Rizwan,Sajid,Abid,Umar,Omar,Adnan,Junaid,Khalid,Wajid", "Ayesha,Aisha,Fatima,Shazia,Nasreen,Saima,Rukhsana,Samina,Zainab,Sana,Maryam,Mariam,Farzana,Iqra,Sadia,Tahira,Rubina,Shabana,Mehwish,Noreen,Yasmin,Saira,Bushra,Kiran"), 0.04),
        new("Bangladeshi", 2, NameCustom.TitleFirst, "Miah,Uddin,Ahmed,Hussain,Ali,Islam,Rahman,Khan,Choudhury,Haque,Hoque,Alam,Karim,Hossain,Kamal,Sarkar,Mahmud,Aziz,Bari,Rob".Split(','), 2,
            Always("Mohammed,Md,Abdul,Shah,Rubel,Jamal,Shofiq,Kamrul,Nazrul,Shahin,Anwar,Faruk,Rashed,Sohel,Monir,Rezaul,Tanvir,Iqbal,Habib,Abu", "Fatema,Rahima,Nazma,Salma,Shirin,Rina,Shelina,Sultana,Hasina,Jahanara,Nasima,Taslima,Rehana,Ayesha,Rubina"), 0.05),
        new("Sikh", 1.5, NameCustom.SinghOrKaur, "Gill,Sandhu,Dhillon,Sidhu,Grewal,Bains,Johal,Dhaliwal,Singh,Kaur,Uppal,Virdee,Bhogal,Sahota,Atwal,Chahal,Rai,Mann,Basra,Purewal".Split(','), 3,
            Always("Gurpreet,Jaspal,Harjit,Manjit,Sukhdev,Baljit,Amarjit,Jagdeep,Kuldip,Rajinder,Satnam,Parminder,Jasvir,Harpreet,Davinder,Gurdeep", "Harpreet,Manjit,Jaspreet,Gurpreet,Baljinder,Sukhjit,Kulwinder,Amarjit,Ravinder,Navdeep,Simran,Parmjit,Rajvinder,Jasvir")),
        new("Gujarati and Tamil", 1.5, NameCustom.SharedSurname, "Patel,Shah,Desai,Mistry,Chauhan,Parmar,Solanki,Joshi,Mehta,Nair,Kumar,Sharma,Rao,Gupta,Das,Nadarajah,Sivakumar,Thevarajah,Rajaratnam,Bhatt,Trivedi,Vaghela".Split(','), 3,
            Always("Rakesh,Sanjay,Vijay,Nilesh,Amit,Anil,Dinesh,Hitesh,Jayesh,Kiran,Mukesh,Paresh,Rajesh,Suresh,Sunil,Ravi,Arun,Prakash,Vikram,Nikhil", "Priya,Anita,Sunita,Meena,Kavita,Hema,Nisha,Rekha,Bhavna,Jyoti,Pooja,Deepa,Geeta,Lakshmi,Shanti,Reena")),
        new("One name", 0.7, NameCustom.OneName, "Sutrisno,Thuza,Gulab,Zarmina,Rajkumar,Selvam,Nasrullah,Habibullah,Wardak,Lutfullah,Aminullah,Hamidullah,Sudarto,Wahyuni,Khine,Phyo,Kanagaratnam,Najibullah,Shafiqa,Bibigul".Split(','), 8,
            Always("Sher,Gul,Noor", "Gul,Noor,Bibi"), 0.3),
        new("Polish", 3, NameCustom.SharedSurname, "Nowak,Kowalski,Wiśniewski,Wójcik,Kowalczyk,Kamiński,Lewandowski,Zieliński,Szymański,Woźniak,Dąbrowski,Kozłowski,Jankowski,Mazur,Kwiatkowski,Krawczyk,Piotrowski,Grabowski,Pawłowski,Michalski,Nowicki,Adamczyk,Dudek,Zając,Wieczorek,Jabłoński,Król,Majewski,Olszewski,Jaworski,Wróbel,Malinowski,Stępień,Górski,Rutkowski".Split(','), 8,
            Always("Piotr,Krzysztof,Tomasz,Marcin,Paweł,Michał,Andrzej,Grzegorz,Łukasz,Adam,Mariusz,Dariusz,Marek,Rafał,Jakub,Mateusz,Zbigniew,Jacek,Sławomir,Wojciech,Robert,Kamil,Dawid,Przemysław,Bartosz", "Anna,Katarzyna,Agnieszka,Małgorzata,Monika,Magdalena,Joanna,Ewa,Barbara,Beata,Justyna,Marta,Karolina,Natalia,Paulina,Zofia,Aleksandra,Dorota,Iwona,Sylwia")),
        new("Baltic and Romanian", 2, NameCustom.SharedSurname, "Popa,Popescu,Ionescu,Radu,Dumitru,Stan,Constantin,Ciobanu,Rusu,Munteanu,Matei,Lăcătuș,Țurcanu,Kazlauskas,Jankauskas,Petrauskas,Stankevičius,Vasiliauskas,Žukauskas,Butkus,Bērziņš,Kalniņš,Ozoliņš,Ivanovs,Petrov,Dimitrov,Ivanov,Horvát".Split(','), 6,
            Always("Ion,Andrei,Florin,Marian,Vasile,Gheorghe,Ionuț,Costel,Daniel,Mihai,Mindaugas,Darius,Tomas,Andrius,Vytautas,Jānis,Andris,Ivan,Georgi,Dimitar", "Maria,Elena,Ioana,Mihaela,Andreea,Florentina,Rasa,Jurgita,Edita,Kristina,Inga,Anna,Līga,Desislava,Ivanka,Ramona")),
        new("Somali and Eritrean", 2, NameCustom.FathersNames, "Mohamed,Ali,Ahmed,Hassan,Abdi,Hussein,Omar,Yusuf,Ibrahim,Osman,Farah,Warsame,Jama,Nur,Adan,Tesfay,Gebremedhin,Haile,Kidane,Tekle,Mebrahtu,Woldu".Split(','), 4,
            Always("Mohamed,Abdi,Ahmed,Ali,Hassan,Abdirahman,Omar,Yusuf,Mustafa,Mahad,Liban,Guled,Filmon,Yonas,Samuel,Amanuel,Robel,Dawit", "Fadumo,Hodan,Amina,Halima,Khadija,Sahra,Ifrah,Asha,Hibo,Naima,Selam,Rahel,Bilen,Saba,Feven"), 0.25),
        new("West African", 2.3, NameCustom.SharedSurname, "Mensah,Owusu,Boateng,Appiah,Asante,Osei,Agyeman,Okafor,Okeke,Adeyemi,Oyelaran,Ogunleye,Adebayo,Eze,Nwosu,Balogun,Bello,Diallo,Traoré,Koné,Kamara,Sesay,Conteh,Adegoke,Ojo".Split(','), 6,
            Always("Emmanuel,Kwame,Kofi,Kwasi,Samuel,Daniel,David,Michael,Chukwuemeka,Emeka,Tunde,Femi,Oluwaseun,Ibrahim,Mamadou,Abdoulaye,Yaw,Nnamdi,Chidi,Tobi", "Grace,Abena,Ama,Akosua,Blessing,Comfort,Ngozi,Chioma,Funmilayo,Yetunde,Aminata,Fatoumata,Esi,Adaeze,Mercy,Patience")),
        new("Vietnamese and Chinese", 1.2, NameCustom.FamilyFirst, "Nguyễn,Trần,Lê,Phạm,Hoàng,Phan,Vũ,Đặng,Bùi,Wang,Li,Zhang,Liu,Chen,Chan,Wong,Lin,Huang,Lam,Cheung".Split(','), 2,
            Always("Văn Minh,Văn Hùng,Đức Anh,Quang Huy,Thanh Tùng,Văn Dũng,Hữu Phước,Wei,Jian,Ming,Ka Ho,Chi Wai,Guo Qiang,Zhi Hao,Bao", "Thị Hoa,Thị Lan,Thị Mai,Ngọc Anh,Thu Hà,Mei Ling,Xiu Ying,Yan,Siu Ling,Li Na,Thị Hương,Kim Chi"), 0.05),
        new("Hungarian", 0.6, NameCustom.FamilyFirst, "Nagy,Kovács,Tóth,Szabó,Horváth,Varga,Kiss,Molnár,Németh,Farkas,Balogh,Lakatos,Oláh".Split(','), 3,
            Always("László,István,József,János,Zoltán,Sándor,Gábor,Ferenc,Attila,Péter,Tamás,Zsolt", "Mária,Erzsébet,Katalin,Ilona,Éva,Anna,Zsuzsanna,Judit,Ágnes,Andrea")),
        new("Portuguese and Spanish", 1.2, NameCustom.TwoSurnames, "da Silva,Santos,Ferreira,Pereira,Oliveira,Costa,Rodrigues,Martins,de Sousa,Fernandes,Gonçalves,Gomes,Lopes,Marques,García,Rodríguez,Martínez,López,Hernández,Pérez,dos Santos,de Jesus".Split(','), 4,
            Always("José,João,António,Manuel,Carlos,Paulo,Luís,Pedro,Ricardo,Jorge,Miguel,Diego,Juan,Alejandro,Nuno,Tiago", "Maria,Ana,Isabel,Carla,Sandra,Paula,Sofia,Teresa,Lucía,Inês,Fernanda,Cristina,Beatriz,Patrícia")),
        new("Turkish and Arabic", 1, NameCustom.SharedSurname, "Yılmaz,Kaya,Demir,Çelik,Şahin,Yıldız,Öztürk,Aydın,Özdemir,Arslan,Al-Masri,Al-Hussein,El-Sayed,Haddad,Khalil,Mansour,Abdullah,Saleh,Rasheed,Hamid,Karimi,Ahmadi,Hosseini".Split(','), 6,
            Always("Mehmet,Mustafa,Ahmet,Ali,Hüseyin,Hasan,İbrahim,Murat,Ömer,Emre,Mohammed,Ahmad,Khaled,Omar,Hassan,Karim,Reza,Ali Reza,Yousef,Tarek", "Fatma,Ayşe,Emine,Hatice,Zeynep,Elif,Layla,Nour,Rania,Huda,Samira,Zahra,Maryam,Leila"), 0.06),
    ];

    private static readonly double[] Shares = [.. All.Select(origin => origin.Share)];

    public static Origin Any(Random random) => All[random.ByShare(Shares)];
}
