// Written from mappings/ by UPDATE_PROFILES=1 dotnet test --filter ProfileFilesTests. Change the tables, not this file.

CodeSystem: SettingCodes
Id: setting
Title: "Setting"
Description: "Where someone is cared for: prison or community and so on"
* ^caseSensitive = true
* ^experimental = false
* #community "Community"
* #court "Court"
* #emergency-department "Emergency department"
* #hostel "Hostel"
* #inpatient "Inpatient unit"
* #outpatient "Outpatient clinic"
* #police-custody "Police custody"
* #primary-care "Primary care"
* #prison "Prison"
* #recovery-house "Recovery house"
* #residential "Residential service"
* #secure-childrens-home "Secure children's home"
* #secure-training-centre "Secure training centre"
* #young-offender-institution "Young offender institution"

CodeSystem: ReleaseReasonCodes
Id: release-reason
Title: "Release reason"
Description: "Why someone leaves a prison"
* ^caseSensitive = true
* ^experimental = false
* #automatic-release "Automatic release"
* #automatic-release-on-parole "Automatic release on parole"
* #bailed-direct-from-court "Bailed direct from court"
* #conditional-release "Conditional release"
* #conditional-release-automatic "Conditional release (automatic)"
* #custody-expired "Custody expired"
* #deported "Deported"
* #died "Died"
* #early-release-licence "Early release licence"
* #emergency-release "Emergency release"
* #end-of-custody-supervised-licence "End of custody supervised licence"
* #escape "Escape"
* #extradited "Extradited"
* #home-detention-curfew "Home detention curfew"
* #indeterminate-released-on-licence "Indeterminate: released on licence"
* #life-licence "Life licence"
* #moved-to-hospital "Moved to hospital"
* #non-custodial-sentence "Non-custodial sentence"
* #notional-parole-date "Notional parole date"
* #recall-extended-re-release "Recall extended: re-release"
* #released-on-parole "Released on parole"
* #released-to-repatriation "Released to repatriation"
* #sentence-expiry "Sentence expiry"
* #special-remission "Special remission"
* #transferred "Transferred"
* #unlawfully-at-large "Unlawfully at large"

CodeSystem: AccommodationCodes
Id: accommodation
Title: "Accommodation"
Description: "Where someone will live"
* ^caseSensitive = true
* ^experimental = false
* #approved-premises "Approved premises"
* #homeless "Homeless"
* #hostel "Hostel"
* #living-with-family "Living with family"
* #own-accommodation "Own accommodation"
* #sofa-surfing "Sofa surfing"
* #supported-housing "Supported housing"
* #temporary-accommodation-cas3 "Temporary accommodation (CAS3)"

CodeSystem: SubstanceCodes
Id: substance
Title: "Substance"
Description: "Substances used; names only where no code is confirmed"
* ^caseSensitive = true
* ^experimental = false
* #alcohol-dependence "Alcohol dependence"
* #alcohol-misuse "Alcohol misuse"
* #amphetamine-dependence "Amphetamine dependence"
* #amphetamine-misuse "Amphetamine misuse"
* #amyl-nitrite-misuse "Amyl nitrite misuse"
* #anabolic-steroid-misuse "Anabolic steroid misuse"
* #antidepressant-misuse "Antidepressant misuse"
* #barbiturate-dependence "Barbiturate dependence"
* #barbiturate-misuse "Barbiturate misuse"
* #benzodiazepine-dependence "Benzodiazepine dependence"
* #benzodiazepine-misuse "Benzodiazepine misuse"
* #buprenorphine-misuse "Buprenorphine misuse"
* #cannabis-dependence "Cannabis dependence"
* #cannabis-misuse "Cannabis misuse"
* #cocaine-dependence "Cocaine dependence"
* #cocaine-misuse "Cocaine misuse"
* #codeine-misuse "Codeine misuse"
* #crack-cocaine-dependence "Crack cocaine dependence"
* #crack-cocaine-misuse "Crack cocaine misuse"
* #fentanyl-misuse "Fentanyl misuse"
* #gabapentinoid-misuse "Gabapentinoid misuse"
* #ghb-or-gbl-misuse "GHB or GBL misuse"
* #hallucinogen-dependence "Hallucinogen dependence"
* #hallucinogen-misuse "Hallucinogen misuse"
* #heroin-dependence "Heroin dependence"
* #heroin-misuse "Heroin misuse"
* #ketamine-misuse "Ketamine misuse"
* #khat-misuse "Khat misuse"
* #major-tranquilliser-misuse "Major tranquilliser misuse"
* #mdma-misuse "MDMA misuse"
* #methadone-dependence "Methadone dependence"
* #methadone-misuse "Methadone misuse"
* #methamphetamine-misuse "Methamphetamine misuse"
* #new-psychoactive-substance-misuse "New psychoactive substance misuse"
* #nicotine-dependence "Nicotine dependence"
* #nicotine-use "Nicotine use"
* #nitazene-misuse "Nitazene misuse"
* #opiate-misuse "Opiate misuse"
* #other-opiate-misuse "Other opiate misuse"
* #other-substance-misuse "Other substance misuse"
* #over-the-counter-medicine-misuse "Over-the-counter medicine misuse"
* #pregabalin-misuse "Pregabalin misuse"
* #prescription-medicine-misuse "Prescription medicine misuse"
* #solvent-misuse "Solvent misuse"
* #synthetic-cannabinoid-misuse "Synthetic cannabinoid misuse"
* #tramadol-misuse "Tramadol misuse"
* #tranquilliser-misuse "Tranquilliser misuse"

CodeSystem: SubstanceUseCodes
Id: substance-use
Title: "Substance use"
Description: "How a substance is used: how often and by which route"
* ^caseSensitive = true
* ^experimental = false
* #daily "Daily"
* #fortnightly "Fortnightly"
* #injected "Injected"
* #less-than-weekly "Less than weekly"
* #not-used-in-last-28-days "Not used in last 28 days"
* #oral "Oral"
* #other-route "Other route"
* #smoked "Smoked"
* #sniffed "Sniffed"
* #transdermal "Transdermal"
* #two-to-six-days-a-week "Two to six days a week"
* #weekly "Weekly"

CodeSystem: InjectingCodes
Id: injecting
Title: "Injecting"
Description: "Injecting now or before or never"
* ^caseSensitive = true
* ^experimental = false
* #current "Currently injecting"
* #declined "Declined to answer"
* #never "Never injected"
* #previous "Previously injected"

CodeSystem: ObservationCodes
Id: observation
Title: "Observation"
Description: "What an observation is of"
* ^caseSensitive = true
* ^experimental = false
* #children-age "Age of each child"
* #children-number "Number of children"
* #children-whereabouts "Whereabouts of each child"
* #hepatitis-b-last-vaccination "Last hepatitis B vaccination"
* #hepatitis-b-surface-antibody "Hepatitis B surface antibody"
* #hepatitis-b-surface-antigen "Hepatitis B surface antigen"
* #hepatitis-c-antibody "Hepatitis C antibody"
* #hepatitis-c-rna "Hepatitis C RNA"
* #hiv-antigen-and-antibody "HIV antigen and antibody"
* #housing-need "Housing problem"
* #housing-status "Where the person lives"
* #injecting-status "Injecting status"
* #own-words "The person's own words"
* #top-acute-housing-problem "Acute housing problem"
* #top-assault "Assault"
* #top-days-of-alcohol-use "Days of alcohol use"
* #top-days-of-amphetamine-use "Days of amphetamine use"
* #top-days-of-cannabis-use "Days of cannabis use"
* #top-days-of-cocaine-use "Days of cocaine use"
* #top-days-of-crack-use "Days of crack use"
* #top-days-of-drug-selling "Days of drug selling"
* #top-days-of-illicit-opiate-use "Days of illicit opiate use"
* #top-days-of-injecting "Days of injecting"
* #top-days-of-other-drug-use "Days of other drug use"
* #top-days-of-shoplifting "Days of shoplifting"
* #top-education "Education"
* #top-housing-at-risk "Housing at risk"
* #top-other-theft "Other theft"
* #top-paid-work "Paid work"
* #top-physical-health "Physical health"
* #top-psychological-health "Psychological health"
* #top-quality-of-life "Quality of life"
* #top-shared-injecting-equipment "Shared injecting equipment"
* #treatment-outcomes-profile "Treatment Outcomes Profile"
* #urine-amphetamines "Amphetamines in urine"
* #urine-benzodiazepines "Benzodiazepines in urine"
* #urine-buprenorphine "Buprenorphine in urine"
* #urine-cocaine-metabolite "Cocaine metabolite in urine"
* #urine-methadone-metabolite "Methadone metabolite in urine"
* #urine-morphine "Morphine in urine"

CodeSystem: MedicineCodes
Id: medicine
Title: "Medicine"
Description: "Medicines by name and strength; no dm+d code could be confirmed"
* ^caseSensitive = true
* ^experimental = false
* #acamprosate-333mg-gastro-resistant-tablets "Acamprosate 333mg gastro-resistant tablets"
* #buprenorphine-128mg-0-36ml-prolonged-release-solution-for-injection "Buprenorphine 128mg/0.36ml prolonged-release solution for injection"
* #buprenorphine-16mg-0-32ml-prolonged-release-solution-for-injection "Buprenorphine 16mg/0.32ml prolonged-release solution for injection"
* #buprenorphine-2mg-naloxone-500microgram-sublingual-tablets-sugar-free "Buprenorphine 2mg / Naloxone 500microgram sublingual tablets sugar free"
* #buprenorphine-2mg-oral-lyophilisates-sugar-free "Buprenorphine 2mg oral lyophilisates sugar free"
* #buprenorphine-2mg-sublingual-tablets-sugar-free "Buprenorphine 2mg sublingual tablets sugar free"
* #buprenorphine-400microgram-sublingual-tablets-sugar-free "Buprenorphine 400microgram sublingual tablets sugar free"
* #buprenorphine-64mg-0-18ml-prolonged-release-solution-for-injection "Buprenorphine 64mg/0.18ml prolonged-release solution for injection"
* #buprenorphine-8mg-0-16ml-prolonged-release-solution-for-injection "Buprenorphine 8mg/0.16ml prolonged-release solution for injection"
* #buprenorphine-8mg-naloxone-2mg-sublingual-tablets-sugar-free "Buprenorphine 8mg / Naloxone 2mg sublingual tablets sugar free"
* #buprenorphine-8mg-oral-lyophilisates-sugar-free "Buprenorphine 8mg oral lyophilisates sugar free"
* #buprenorphine-8mg-sublingual-tablets-sugar-free "Buprenorphine 8mg sublingual tablets sugar free"
* #buprenorphine-96mg-0-27ml-prolonged-release-solution-for-injection "Buprenorphine 96mg/0.27ml prolonged-release solution for injection"
* #chlordiazepoxide-10mg-capsules "Chlordiazepoxide 10mg capsules"
* #diazepam-5mg-tablets "Diazepam 5mg tablets"
* #disulfiram-200mg-tablets "Disulfiram 200mg tablets"
* #lofexidine-200microgram-tablets "Lofexidine 200microgram tablets"
* #methadone-10mg-ml-oral-solution "Methadone 10mg/ml oral solution"
* #methadone-1mg-ml-oral-solution "Methadone 1mg/ml oral solution"
* #methadone-1mg-ml-oral-solution-sugar-free "Methadone 1mg/ml oral solution sugar free"
* #naloxone-1-26mg-0-1ml-nasal-spray-unit-dose "Naloxone 1.26mg/0.1ml nasal spray unit dose"
* #naloxone-1-8mg-0-1ml-nasal-spray-unit-dose "Naloxone 1.8mg/0.1ml nasal spray unit dose"
* #naloxone-2mg-2ml-solution-for-injection-pre-filled-syringes "Naloxone 2mg/2ml solution for injection pre-filled syringes"
* #naltrexone-50mg-tablets "Naltrexone 50mg tablets"
* #thiamine-100mg-tablets "Thiamine 100mg tablets"

CodeSystem: MedicineClassCodes
Id: medicine-class
Title: "Medicine class"
Description: "Which medicines must not be in force twice"
* ^caseSensitive = true
* ^experimental = false
* #opioid-substitute "Opioid substitute"
* #other "Other medicine"

CodeSystem: DosingCodes
Id: dosing
Title: "Dosing"
Description: "How often and by which route a medicine is given and whether someone watches"
* ^caseSensitive = true
* ^experimental = false
* #four-times-daily "Four times daily"
* #intramuscular-route "Intramuscular route"
* #nasal-route "Nasal route"
* #once-daily "Once daily"
* #once-every-month "Once every month"
* #once-only "Once only"
* #once-weekly "Once weekly"
* #oral-route "Oral route"
* #subcutaneous-route "Subcutaneous route"
* #sublingual-route "Sublingual route"
* #supervised "Taken under supervision"
* #three-times-daily "Three times daily"
* #twice-daily "Twice daily"
* #unsupervised "Taken without supervision"

CodeSystem: SupplyCodes
Id: supply
Title: "Supply"
Description: "Why something was not supplied"
* ^caseSensitive = true
* ^experimental = false
* #not-supplied "Not supplied; the sender gives no reason"

CodeSystem: TrainingCodes
Id: training
Title: "Training"
Description: "Training given to the person"
* ^caseSensitive = true
* ^experimental = false
* #naloxone "Trained to use take-home naloxone"

CodeSystem: RiskCodes
Id: risk
Title: "Risk"
Description: "Risks flagged"
* ^caseSensitive = true
* ^experimental = false
* #at-risk-of-accidental-drug-overdose "At risk of accidental drug overdose"
* #at-risk-of-blood-borne-virus-infection "At risk of blood-borne virus infection"
* #at-risk-of-deliberate-self-harm "At risk of deliberate self harm"
* #at-risk-of-domestic-violence "At risk of domestic violence"
* #at-risk-of-exploitation "At risk of exploitation"
* #at-risk-of-fire-setting "At risk of fire setting"
* #at-risk-of-homelessness "At risk of homelessness"
* #at-risk-of-injecting-injury "At risk of injecting injury"
* #at-risk-of-self-neglect "At risk of self neglect"
* #at-risk-of-suicide "At risk of suicide"
* #at-risk-of-violence-to-others "At risk of violence to others"
* #at-risk-of-withdrawal-seizure "At risk of withdrawal seizure"
* #child-protection-concern "Child protection concern"
* #history-of-carrying-a-weapon "History of carrying a weapon"
* #prolonged-qt-interval "Prolonged QT interval"
* #reduced-opioid-tolerance "Reduced opioid tolerance"

CodeSystem: RiskLevelCodes
Id: risk-level
Title: "Risk level"
Description: "High or medium or low"
* ^caseSensitive = true
* ^experimental = false
* #high "High"
* #low "Low"
* #medium "Medium"

CodeSystem: OutcomeDomainCodes
Id: outcome-domain
Title: "Outcome domain"
Description: "The eight best-practice outcomes of the Drug Strategy 2010"
* ^caseSensitive = true
* ^experimental = false
* #better-relationships "Improved relationships with family members, partners and friends"
* #effective-parenting "The capacity to be an effective and caring parent"
* #freedom-from-dependence "Freedom from dependence on drugs or alcohol"
* #health-and-wellbeing "Improvement in mental and physical health and wellbeing"
* #less-crime "A reduction in crime and re-offending"
* #preventing-deaths-and-viruses "Prevention of drug related deaths and blood borne viruses"
* #suitable-accommodation "The ability to access and sustain suitable accommodation"
* #sustained-employment "Sustained employment"

CodeSystem: GoalTopicCodes
Id: goal-topic
Title: "Goal topic"
Description: "What the sender says a goal is about"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: ActionOwnerCodes
Id: action-owner
Title: "Action owner"
Description: "Who does an action"
* ^caseSensitive = true
* ^experimental = false
* #community-drug-and-alcohol-service "Community drug and alcohol service"
* #dwp-work-coach "DWP work coach"
* #family-or-friend "Family or friend"
* #general-practice "General practice"
* #keyworker "Keyworker"
* #local-authority-housing-team "Local authority housing team"
* #mutual-aid-group "Mutual aid group"
* #peer-mentor "Peer mentor"
* #prison-healthcare-team "Prison healthcare team"
* #probation-practitioner "Probation practitioner"
* #recovery-coach "Recovery coach"
* #the-person "The person"

CodeSystem: AppointmentTypeCodes
Id: appointment-type
Title: "Appointment type"
Description: "What an appointment is for"
* ^caseSensitive = true
* ^experimental = false
* #follow-up-review "Follow-up review"
* #initial-assessment-after-release "Initial assessment after release"
* #same-day-assessment "Same-day assessment"
* #walk-in-clinic "Walk-in clinic"

CodeSystem: RequestCodes
Id: request
Title: "Request"
Description: "Kinds of request: a sentence requirement or a referral"
* ^caseSensitive = true
* ^experimental = false
* #diversion-referral "Referral from liaison and diversion"
* #drug-and-alcohol-treatment "Drug and alcohol treatment"
* #handover-to-community "Take over treatment in the community"
* #learning-disability-service "Learning disability service"
* #mental-health-service "Mental health service"
* #sentence-requirement "Requirement of an order or licence"

CodeSystem: RequirementTypeCodes
Id: requirement-type
Title: "Requirement type"
Description: "Requirements of an order or licence"
* ^caseSensitive = true
* ^experimental = false
* #accredited-programme-requirement "Accredited programme requirement"
* #alcohol-abstinence-and-monitoring-requirement "Alcohol abstinence and monitoring requirement"
* #alcohol-treatment-requirement "Alcohol treatment requirement"
* #attendance-centre-requirement "Attendance centre requirement"
* #curfew-requirement "Curfew requirement"
* #drug-rehabilitation-requirement "Drug rehabilitation requirement"
* #drug-testing-requirement "Drug testing requirement"
* #electronic-monitoring-requirement "Electronic monitoring requirement"
* #exclusion-requirement "Exclusion requirement"
* #foreign-travel-prohibition "Foreign travel prohibition"
* #intoxicating-substance-treatment-requirement "Intoxicating substance treatment requirement"
* #licence-condition-drug-testing-and-appointments "Licence condition: drug testing and appointments"
* #mental-health-treatment-requirement "Mental health treatment requirement"
* #prohibited-activity-requirement "Prohibited activity requirement"
* #rehabilitation-activity-requirement "Rehabilitation activity requirement"
* #residence-requirement "Residence requirement"
* #supervision-requirement "Supervision requirement"
* #unpaid-work-requirement "Unpaid work requirement"

CodeSystem: OrderTypeCodes
Id: order-type
Title: "Order type"
Description: "Which order a requirement belongs to"
* ^caseSensitive = true
* ^experimental = false
* #community-order "Community order"
* #licence "Licence"
* #suspended-sentence-order "Suspended sentence order"

CodeSystem: RequirementFrequencyCodes
Id: requirement-frequency
Title: "Requirement frequency"
Description: "How often a requirement asks for attendance"
* ^caseSensitive = true
* ^experimental = false
* #daily "Daily"
* #fortnightly "Fortnightly"
* #monthly "Monthly"
* #weekly "Weekly"

CodeSystem: TeamRoleCodes
Id: team-role
Title: "Team role"
Description: "Roles in the care team"
* ^caseSensitive = true
* ^experimental = false
* #community-worker "Worker at the first appointment"
* #dose-witness "Watched the dose being taken"
* #keyworker "Keyworker"
* #notice-author "Wrote the notice"
* #prison-keyworker "Keyworker in prison"
* #probation-practitioner "Probation practitioner"

CodeSystem: PrisonCodes
Id: prison
Title: "Prison"
Description: "Prisons by their three-letter code"
* ^caseSensitive = true
* ^experimental = false
* #ACI "HMP Altcourse"
* #AGI "HMP Askham Grange"
* #ASI "HMP Ashfield"
* #AYI "HMP Aylesbury"
* #BAI "HMP Belmarsh"
* #BCI "HMP Buckley Hall"
* #BFI "HMP Bedford"
* #BLI "HMP Bristol"
* #BMI "HMP Birmingham"
* #BNI "HMP Bullingdon"
* #BRI "HMP Bure"
* #BSI "HMP Brinsford"
* #BWI "HMP Berwyn"
* #BXI "HMP Brixton"
* #BZI "HMP Bronzefield"
* #CDI "HMP Chelmsford"
* #CFI "HMP Cardiff"
* #CLI "HMP Coldingley"
* #CWI "HMP Channings Wood"
* #DAI "HMP Dartmoor"
* #DGI "HMP Dovegate"
* #DHI "HMP Drake Hall"
* #DMI "HMP Durham"
* #DNI "HMP Doncaster"
* #DTI "HMP Deerbolt"
* #DWI "HMP Downview"
* #EEI "HMP Erlestoke"
* #EHI "HMP Standford Hill"
* #ESI "HMP East Sutton Park"
* #EWI "HMP Eastwood Park"
* #EXI "HMP Exeter"
* #EYI "HMP Elmley"
* #FBI "HMP Forest Bank"
* #FDI "HMP Ford"
* #FHI "HMP Foston Hall"
* #FKI "HMP Frankland"
* #FMI "HMP Feltham"
* #FNI "HMP Full Sutton"
* #FSI "HMP Featherstone"
* #FWI "HMP Five Wells"
* #GHI "HMP Garth"
* #GMI "HMP Guys Marsh"
* #GNI "HMP Grendon"
* #GTI "HMP Gartree"
* #HBI "HMP Hollesley Bay"
* #HCI "HMP Huntercombe"
* #HDI "HMP Hatfield"
* #HEI "HMP Hewell"
* #HHI "HMP Holme House"
* #HII "HMP Hindley"
* #HLI "HMP Hull"
* #HMI "HMP Humber"
* #HOI "HMP High Down"
* #HPI "HMP Highpoint"
* #HVI "HMP Haverigg"
* #ISI "HMP Isis"
* #IWI "HMP Isle of Wight"
* #KMI "HMP Kirkham"
* #KVI "HMP Kirklevington Grange"
* #LCI "HMP Leicester"
* #LEI "HMP Leeds"
* #LFI "HMP Lancaster Farms"
* #LGI "HMP Lowdham Grange"
* #LHI "HMP Lindholme"
* #LII "HMP Lincoln"
* #LNI "HMP Low Newton"
* #LPI "HMP Liverpool"
* #LTI "HMP Littlehey"
* #LWI "HMP Lewes"
* #LYI "HMP Leyhill"
* #MDI "HMP Moorland"
* #MHI "HMP Morton Hall"
* #MRI "HMP Manchester"
* #MSI "HMP Maidstone"
* #MTI "HMP The Mount"
* #NHI "HMP New Hall"
* #NLI "HMP Northumberland"
* #NMI "HMP Nottingham"
* #NSI "HMP North Sea Camp"
* #NWI "HMP Norwich"
* #ONI "HMP Onley"
* #OWI "HMP Oakwood"
* #PBI "HMP Peterborough"
* #PDI "HMP Portland"
* #PFI "HMP Peterborough Female"
* #PNI "HMP Preston"
* #PRI "HMP Parc"
* #PVI "HMP Pentonville"
* #RCI "HMP Rochester"
* #RHI "HMP Rye Hill"
* #RNI "HMP Ranby"
* #RSI "HMP Risley"
* #SDI "HMP Send"
* #SFI "HMP Stafford"
* #SHI "HMP Stoke Heath"
* #SKI "HMP Stocken"
* #SLI "HMP Swaleside"
* #SPI "HMP Spring Hill"
* #STI "HMP Styal"
* #SUI "HMP Sudbury"
* #SWI "HMP Swansea"
* #TCI "HMP Thorn Cross"
* #TSI "HMP Thameside"
* #UKI "HMP Usk"
* #UPI "HMP Prescoed"
* #VEI "HMP The Verne"
* #WCI "HMP Winchester"
* #WDI "HMP Wakefield"
* #WEI "HMP Wealstun"
* #WHI "HMP Woodhill"
* #WII "HMP Warren Hill"
* #WLI "HMP Wayland"
* #WMI "HMP Wymott"
* #WRI "HMP Whitemoor"
* #WSI "HMP Wormwood Scrubs"
* #WTI "HMP Whatton"
* #WWI "HMP Wandsworth"
* #WYI "HMP Wetherby"

CodeSystem: EthnicityCodes
Id: ethnicity
Title: "Ethnicity"
Description: "Ethnic category as self-described; the national letters were not confirmed"
* ^caseSensitive = true
* ^experimental = false
* #african "African"
* #any-other-asian-background "Any other Asian background"
* #any-other-black-background "Any other Black background"
* #any-other-ethnic-group "Any other ethnic group"
* #any-other-mixed-background "Any other mixed background"
* #any-other-white-background "Any other White background"
* #bangladeshi-or-british-bangladeshi "Bangladeshi or British Bangladeshi"
* #british-mixed-british "British, Mixed British"
* #caribbean "Caribbean"
* #chinese "Chinese"
* #indian-or-british-indian "Indian or British Indian"
* #irish "Irish"
* #not-stated "Not stated"
* #pakistani-or-british-pakistani "Pakistani or British Pakistani"
* #white-and-asian "White and Asian"
* #white-and-black-african "White and Black African"
* #white-and-black-caribbean "White and Black Caribbean"

CodeSystem: TaskCodes
Id: task
Title: "Task"
Description: "What a task asks for"
* ^caseSensitive = true
* ^experimental = false
* #accept-handover "Accept the handover of care"
* #plan-action "Action towards a goal"
* #prescribing-review "Multidisciplinary review of substitute prescribing"
* #relapse-plan "What to do when things go wrong"

CodeSystem: RoleCodes
Id: role
Title: "Role"
Description: "Roles of roles.csv"
* ^caseSensitive = true
* ^experimental = false
* #community-provider "Community drug and alcohol service"
* #gp "GP practice"
* #prison-healthcare "Prison healthcare"
* #probation "Probation"
* #treatment-monitoring "Drug and alcohol treatment monitoring"

CodeSystem: PrisonHealthcareSexCodes
Id: prison-healthcare-sex
Title: "Prison healthcare sex"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareEthnicityCodes
Id: prison-healthcare-ethnicity
Title: "Prison healthcare ethnicity"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareReleaseReasonCodes
Id: prison-healthcare-release-reason
Title: "Prison healthcare release reason"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareAccommodationCodes
Id: prison-healthcare-accommodation
Title: "Prison healthcare accommodation"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareSubstanceCodes
Id: prison-healthcare-substance
Title: "Prison healthcare substance"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareUseFrequencyCodes
Id: prison-healthcare-use-frequency
Title: "Prison healthcare use frequency"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareUseRouteCodes
Id: prison-healthcare-use-route
Title: "Prison healthcare use route"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareInjectingCodes
Id: prison-healthcare-injecting
Title: "Prison healthcare injecting"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareDrugCodes
Id: prison-healthcare-drug
Title: "Prison healthcare drug"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareDoseUnitCodes
Id: prison-healthcare-dose-unit
Title: "Prison healthcare dose unit"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareDoseFrequencyCodes
Id: prison-healthcare-dose-frequency
Title: "Prison healthcare dose frequency"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareDoseRouteCodes
Id: prison-healthcare-dose-route
Title: "Prison healthcare dose route"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareYesNoCodes
Id: prison-healthcare-yes-no
Title: "Prison healthcare yes no"
Description: "Prison healthcare's true and false"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareNaloxoneCodes
Id: prison-healthcare-naloxone
Title: "Prison healthcare naloxone"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareRiskCodes
Id: prison-healthcare-risk
Title: "Prison healthcare risk"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareRiskLevelCodes
Id: prison-healthcare-risk-level
Title: "Prison healthcare risk level"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareGoalDomainCodes
Id: prison-healthcare-goal-domain
Title: "Prison healthcare goal domain"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareGoalStatusCodes
Id: prison-healthcare-goal-status
Title: "Prison healthcare goal status"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareActionOwnerCodes
Id: prison-healthcare-action-owner
Title: "Prison healthcare action owner"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareAppointmentTypeCodes
Id: prison-healthcare-appointment-type
Title: "Prison healthcare appointment type"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareAppointmentStatusCodes
Id: prison-healthcare-appointment-status
Title: "Prison healthcare appointment status"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareRequirementCodes
Id: prison-healthcare-requirement
Title: "Prison healthcare requirement"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareOrderCodes
Id: prison-healthcare-order
Title: "Prison healthcare order"
Description: "Prison healthcare's own words as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PrisonHealthcareRequirementFrequencyCodes
Id: prison-healthcare-requirement-frequency
Title: "Prison healthcare requirement frequency"
Description: "Prison healthcare's own codes as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: NomisMovementReasonCodes
Id: nomis-movement-reason
Title: "Nomis movement reason"
Description: "NOMIS movement reasons (MOVE_RSN) as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: NomisMovementTypeCodes
Id: nomis-movement-type
Title: "Nomis movement type"
Description: "NOMIS movement types as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: MovementTypeCodes
Id: movement-type
Title: "Movement type"
Description: "In or out or to court or to another prison"
* ^caseSensitive = true
* ^experimental = false
* #admission "Admission"
* #court "Court"
* #release "Release"
* #temporary-absence "Temporary absence"
* #transfer "Transfer"

CodeSystem: AdmissionReasonCodes
Id: admission-reason
Title: "Admission reason"
Description: "Why someone is received into prison: the groups that care differs by"
* ^caseSensitive = true
* ^experimental = false
* #awaiting-hospital "Waiting to be removed to a hospital"
* #civil-committal "Civil committal"
* #convicted-unsentenced "Convicted and waiting for sentence"
* #fine-default "Fine default"
* #immigration-detention "Immigration detention"
* #recall "Recalled to custody"
* #recapture "Recaptured"
* #remand "Remanded"
* #return "Back in prison"
* #sentenced "Sentenced"
* #stopover "Stopover on the way"
* #transfer-in "Transferred in"

CodeSystem: TransferReasonCodes
Id: transfer-reason
Title: "Transfer reason"
Description: "Why someone goes to another prison"
* ^caseSensitive = true
* ^experimental = false
* #28-day-lie-down "28 Day Lie Down"
* #accumulated-visits-with-stopover "Accumulated visits with stopover"
* #compassionate "Compassionate"
* #for-production "For production"
* #medical "Medical"
* #normal-transfer "Normal transfer"
* #outside-jurisdiction "Outside jurisdiction"
* #overcrowding-draft "Overcrowding draft"
* #pre-release-employment-scheme "Pre-release employment scheme"
* #programme-attendance "Programme attendance"
* #security "Security"

CodeSystem: DeliusRequirementCodes
Id: delius-requirement
Title: "Delius requirement"
Description: "Main codes of requirements in nDelius as sent; legacy letters and later three letters; which are live is not confirmed"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: DeliusRequirementSubCodes
Id: delius-requirement-sub
Title: "Delius requirement sub"
Description: "Sub-codes of requirements in nDelius as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: OasysElementCodes
Id: oasys-element
Title: "Oasys element"
Description: "Elements of a sentence in OASys as the lookup names them"
* ^caseSensitive = true
* ^experimental = false
* #ALCMON "ALCMON"
* #ALCOHOL_TREATMENT "ALCOHOL_TREATMENT"
* #DRUG_REHABILITATION "DRUG_REHABILITATION"
* #DRUG_TESTING "DRUG_TESTING"
* #ELEC_MONITORING "ELEC_MONITORING"
* #INTOX_SUBST_TREATMENT "INTOX_SUBST_TREATMENT"
* #MENTAL_HEALTH_TREATMENT "MENTAL_HEALTH_TREATMENT"
* #SUPERVISION "SUPERVISION"
* #UNPAID_WORK "UNPAID_WORK"

CodeSystem: NomisCaseNoteTypeCodes
Id: nomis-case-note-type
Title: "Nomis case note type"
Description: "NOMIS case-note types as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: NomisCaseNoteSubTypeCodes
Id: nomis-case-note-sub-type
Title: "Nomis case note sub type"
Description: "NOMIS case-note sub-types as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: ContactTypeCodes
Id: contact-type
Title: "Contact type"
Description: "What a contact with the person was"
* ^caseSensitive = true
* ^experimental = false
* #counselling "Counselling"
* #initial-appointment-with-treatment-provider "Initial appointment with treatment provider"
* #rehabilitation-in-the-community "Rehabilitation in the community"
* #report-to-office "Report to office"
* #report-to-treatment-provider "Report to treatment provider"
* #residential-rehabilitation "Residential rehabilitation"
* #test "Test for drugs or alcohol"
* #treatment-session "Treatment session"

CodeSystem: NdtmsSubstanceCodes
Id: ndtms-substance
Title: "Ndtms substance"
Description: "NDTMS substances of data sets H and K (c. 2012); the current numbers were not found"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: NdtmsRouteCodes
Id: ndtms-route
Title: "Ndtms route"
Description: "NDTMS routes of use of data sets H and K (c. 2012); the current numbers were not found"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: NdtmsInjectingCodes
Id: ndtms-injecting
Title: "Ndtms injecting"
Description: "NDTMS injecting status of data sets H and K (c. 2012); the current numbers were not found"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: NdtmsReferralSourceCodes
Id: ndtms-referral-source
Title: "Ndtms referral source"
Description: "NDTMS referral sources of data sets H and K (c. 2012); the current numbers were not found"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: ReferralSourceCodes
Id: referral-source
Title: "Referral source"
Description: "Who referred the person"
* ^caseSensitive = true
* ^experimental = false
* #accident-and-emergency "Accident and emergency"
* #arrest-referral-or-dip "Arrest referral or DIP"
* #carat-or-prison "CARAT or prison"
* #community-care "Community care"
* #concerned-other "Concerned other"
* #connexions "Connexions"
* #drug-rehabilitation-requirement "Drug rehabilitation requirement"
* #drug-service-non-statutory "Drug service: non-statutory"
* #drug-service-statutory "Drug service: statutory"
* #education "Education"
* #employment "Employment"
* #general-hospital "General hospital"
* #gp "GP"
* #looked-after-children "Looked-after children"
* #other "Other"
* #probation "Probation"
* #psychiatry "Psychiatry"
* #psychological "Psychological"
* #pupil-referral-unit "Pupil referral unit"
* #relative "Relative"
* #self "Self"
* #sex-worker-project "Sex worker project"
* #social-services "Social services"
* #syringe-exchange "Syringe exchange"

CodeSystem: NdtmsDischargeCodes
Id: ndtms-discharge
Title: "Ndtms discharge"
Description: "NDTMS discharge reasons (old scheme) of data sets H and K (c. 2012); the current numbers were not found"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: TreatmentEndingCodes
Id: treatment-ending
Title: "Treatment ending"
Description: "How a treatment journey ended"
* ^caseSensitive = true
* ^experimental = false
* #completed "Completed"
* #completed-drug-free "Completed drug free"
* #declined "Declined"
* #died "Died"
* #dropped-out "Dropped out"
* #inappropriate-referral "Inappropriate referral"
* #incomplete "Incomplete"
* #moved-away "Moved away"
* #none-appropriate "None appropriate"
* #not-known "Not known"
* #other "Other"
* #prison "Prison"
* #referred-on "Referred on"
* #transferred-in-custody "Transferred: in custody"
* #transferred-not-in-custody "Transferred: not in custody"
* #withdrawn-or-breach "Withdrawn or breach"

CodeSystem: NdtmsDischargeLabelCodes
Id: ndtms-discharge-label
Title: "Ndtms discharge label"
Description: "Modern NDTMS discharge reasons by their published words; their numbers were not found"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: NdtmsModalityCodes
Id: ndtms-modality
Title: "Ndtms modality"
Description: "NDTMS modalities of data sets H and K (c. 2012); the current numbers were not found"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: InterventionCodes
Id: intervention
Title: "Intervention"
Description: "Kinds of treatment and support"
* ^caseSensitive = true
* ^experimental = false
* #advice "Advice"
* #aftercare "Aftercare"
* #alcohol-brief-intervention "Alcohol brief intervention"
* #day-programme "Day programme"
* #gp-prescribing "GP prescribing"
* #inpatient-treatment "Inpatient treatment"
* #lasars-assessment "LASARS assessment"
* #needle-exchange "Needle exchange"
* #other-structured-treatment "Other structured treatment"
* #outreach "Outreach"
* #pharmacological-intervention "Pharmacological intervention"
* #psychosocial-intervention "Psychosocial intervention"
* #recovery-support "Recovery support"
* #residential-rehabilitation "Residential rehabilitation"
* #specialist-prescribing "Specialist prescribing"
* #structured-alcohol-treatment "Structured alcohol treatment"
* #structured-psychosocial-intervention "Structured psychosocial intervention"

CodeSystem: NdtmsSettingCodes
Id: ndtms-setting
Title: "Ndtms setting"
Description: "NDTMS treatment settings of data sets H and K (c. 2012); the current numbers were not found"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: NdtmsModalityExitCodes
Id: ndtms-modality-exit
Title: "Ndtms modality exit"
Description: "NDTMS modality exits of data sets H and K (c. 2012); the current numbers were not found"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: InterventionEndingCodes
Id: intervention-ending
Title: "Intervention ending"
Description: "How one intervention ended"
* ^caseSensitive = true
* ^experimental = false
* #agreed-and-planned "Agreed and planned"
* #unilateral-and-unplanned "Unilateral and unplanned"
* #withdrawn "Withdrawn"

CodeSystem: NdtmsHousingNeedCodes
Id: ndtms-housing-need
Title: "Ndtms housing need"
Description: "NDTMS housing need of data sets H and K (c. 2012); the current numbers were not found"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: HousingNeedCodes
Id: housing-need
Title: "Housing need"
Description: "Housing problem when treatment begins"
* ^caseSensitive = true
* ^experimental = false
* #no-fixed-abode "No fixed abode"
* #no-housing-problem "No housing problem"
* #other-housing-problem "Other housing problem"

CodeSystem: NdtmsSubInterventionCodes
Id: ndtms-sub-intervention
Title: "Ndtms sub intervention"
Description: "Field names of sub-interventions in NDTMS Core P v14.2"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: TopStageLabelCodes
Id: top-stage-label
Title: "Top stage label"
Description: "Stages of the Treatment Outcomes Profile by the words of the form"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: TopStageCodes
Id: top-stage
Title: "Top stage"
Description: "At which point of treatment a profile was taken"
* ^caseSensitive = true
* ^experimental = false
* #exit "Exit"
* #post-treatment-exit "Post-treatment exit"
* #review "Review"
* #start "Start"

CodeSystem: TopFieldCodes
Id: top-field
Title: "Top field"
Description: "Field names of the Treatment Outcomes Profile in NDTMS exports"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PolicyTextCodes
Id: policy-text
Title: "Policy text"
Description: "Words of the drug strategy texts of 2010 to 2012 as they spell them"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: RecoveryCapitalCodes
Id: recovery-capital
Title: "Recovery capital"
Description: "What a person has to recover with: social or physical or human or cultural"
* ^caseSensitive = true
* ^experimental = false
* #cultural "Cultural"
* #human "Human"
* #physical "Physical"
* #social "Social"

CodeSystem: RecoveryChampionCodes
Id: recovery-champion
Title: "Recovery champion"
Description: "Levels of recovery champions"
* ^caseSensitive = true
* ^experimental = false
* #community "Community"
* #strategic "Strategic"
* #therapeutic "Therapeutic"

CodeSystem: PeerRoleCodes
Id: peer-role
Title: "Peer role"
Description: "What a peer does"
* ^caseSensitive = true
* ^experimental = false
* #co-ordinator-of-substance-free-activities "Co-ordinator of substance-free activities"
* #recovery-coach "Recovery coach"
* #resource-co-ordinator "Resource co-ordinator"
* #support-group-facilitator "Support group facilitator"
* #workshop-facilitator "Workshop facilitator"

CodeSystem: ScreenDomainCodes
Id: screen-domain
Title: "Screen domain"
Description: "What a liaison and diversion screen looks at"
* ^caseSensitive = true
* ^experimental = false
* #alcohol "Alcohol"
* #drugs "Drugs"
* #learning-disability "Learning disability"
* #mental-health "Mental health"

CodeSystem: PrisonProgrammeCodes
Id: prison-programme
Title: "Prison programme"
Description: "Drug and alcohol programmes in prisons"
* ^caseSensitive = true
* ^experimental = false
* #alcohol-dependency-treatment-programme "Alcohol Dependency Treatment Programme"
* #prisoners-addressing-substance-related-offending "Prisoners Addressing Substance Related Offending"
* #rapt-12-step-programme "RAPt 12-step programme"
* #short-duration-programme "Short Duration Programme"

CodeSystem: LocalAuthorityCodes
Id: local-authority
Title: "Local authority"
Description: "Local authorities of local-authorities.csv; plain names and no ONS codes"
* ^caseSensitive = true
* ^experimental = false
* #blackburn-with-darwen "Blackburn with Darwen"
* #bradford "Bradford"
* #brighton-and-hove "Brighton and Hove"
* #bristol "Bristol"
* #cambridgeshire "Cambridgeshire"
* #camden "Camden"
* #derby "Derby"
* #gloucestershire "Gloucestershire"
* #islington "Islington"
* #kent "Kent"
* #leeds "Leeds"
* #manchester "Manchester"
* #middlesbrough "Middlesbrough"
* #newcastle-upon-tyne "Newcastle upon Tyne"
* #newham "Newham"
* #sheffield "Sheffield"
* #somerset "Somerset"
* #stockton-on-tees "Stockton-on-Tees"
* #westminster "Westminster"

CodeSystem: DischargeDestinationCodes
Id: discharge-destination
Title: "Discharge destination"
Description: "Where someone goes from hospital"
* ^caseSensitive = true
* ^experimental = false
* #court "Court"
* #local-authority-residential "Local authority residential accommodation"
* #penal-establishment-or-police-station "Penal establishment or police station"
* #temporary-residence "Temporary place of residence"
* #usual-residence "Usual place of residence or no fixed abode"

CodeSystem: ResultValueCodes
Id: result-value
Title: "Result value"
Description: "What a test found"
* ^caseSensitive = true
* ^experimental = false
* #detected "Detected"
* #equivocal "Equivocal"
* #negative "Negative"
* #not-detected "Not detected"
* #positive "Positive"

CodeSystem: AnswerCodes
Id: answer
Title: "Answer"
Description: "Answers of a screen: yes or no or not known"
* ^caseSensitive = true
* ^experimental = false
* #no "No"
* #not-known "Not known"
* #yes "Yes"

CodeSystem: HospitalSexCodes
Id: hospital-sex
Title: "Hospital sex"
Description: "HL7 table 0001 as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: HospitalPatientClassCodes
Id: hospital-patient-class
Title: "Hospital patient class"
Description: "HL7 table 0004 as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: HospitalTestCodes
Id: hospital-test
Title: "Hospital test"
Description: "Codes of tests that the interface agrees with each hospital"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: HospitalResultStatusCodes
Id: hospital-result-status
Title: "Hospital result status"
Description: "HL7 table 0085 as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: HospitalResultValueCodes
Id: hospital-result-value
Title: "Hospital result value"
Description: "Words for what was found that the interface agrees with each hospital"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: HospitalComparatorCodes
Id: hospital-comparator
Title: "Hospital comparator"
Description: "Signs of a structured numeric as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: HospitalUnitCodes
Id: hospital-unit
Title: "Hospital unit"
Description: "Units as the laboratory writes them"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: HospitalInterpretationCodes
Id: hospital-interpretation
Title: "Hospital interpretation"
Description: "HL7 table 0078 as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: LiaisonAndDiversionSexCodes
Id: liaison-and-diversion-sex
Title: "Liaison and diversion sex"
Description: "Words of our form as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: LiaisonAndDiversionAnswerCodes
Id: liaison-and-diversion-answer
Title: "Liaison and diversion answer"
Description: "Words of our form as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: LiaisonAndDiversionScreenStatusCodes
Id: liaison-and-diversion-screen-status
Title: "Liaison and diversion screen status"
Description: "Words of our form as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: LiaisonAndDiversionReferralStatusCodes
Id: liaison-and-diversion-referral-status
Title: "Liaison and diversion referral status"
Description: "Words of our form as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: LiaisonAndDiversionReferralServiceCodes
Id: liaison-and-diversion-referral-service
Title: "Liaison and diversion referral service"
Description: "Words of our form as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: ConsentAboutCodes
Id: consent-about
Title: "Consent about"
Description: "What a person has agreed to"
* ^caseSensitive = true
* ^experimental = false
* #treatment-monitoring "Treatment monitoring"

CodeSystem: NdtmsSexCodes
Id: ndtms-sex
Title: "Ndtms sex"
Description: "Letters of the monitoring extract"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: NdtmsConsentCodes
Id: ndtms-consent
Title: "Ndtms consent"
Description: "Letters of the monitoring extract"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: IdentityDecisionCodes
Id: identity-decision
Title: "Identity decision"
Description: "Whether two are one"
* ^caseSensitive = true
* ^experimental = false
* #apart ""
* #booking-moved ""
* #same ""

CodeSystem: RecoveryPlanWordCodes
Id: recovery-plan-word
Title: "Recovery plan word"
Description: "Words of our form of a recovery plan as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: PlanQuestionCodes
Id: plan-question
Title: "Plan question"
Description: "What is asked for a plan and answered with yes or no or not known"
* ^caseSensitive = true
* ^experimental = false
* #culture-needs "Needs of culture"
* #days-to-avoid "Days to avoid for appointments"
* #dosing-in-fasting "Dosing time changes in fasting periods"
* #faith-needs "Needs of faith"
* #interpreter-needed "Interpreter needed"
* #mutual-aid-discussed "Mutual aid discussed"
* #peer-support-discussed "Peer support discussed"
* #substitute-prescribing-in-plan "Substitute prescribing in the plan"

CodeSystem: PlanPartCodes
Id: plan-part
Title: "Plan part"
Description: "What a part of an answer or of an agreement in a plan is"
* ^caseSensitive = true
* ^experimental = false
* #day "Day"
* #how-to-come-back "How to come back"
* #need "Need"
* #number-to-call "Number to call"
* #strength "Strength"
* #whom-to-call "Whom to call"

CodeSystem: WhereaboutsCodes
Id: whereabouts
Title: "Whereabouts"
Description: "With whom a child lives"
* ^caseSensitive = true
* ^experimental = false
* #adopted "Adopted"
* #in-care "Looked after by the local authority"
* #not-known "Not known"
* #on-their-own "Grown up and on their own"
* #with-family "With other family"
* #with-the-other-parent "With the other parent"
* #with-the-person "With the person"

CodeSystem: NeedleExchangeWordCodes
Id: needle-exchange-word
Title: "Needle exchange word"
Description: "Words of our form of a needle exchange as sent"
* ^caseSensitive = true
* ^experimental = false
// Its codes are its owner's.
* ^content = #not-present

CodeSystem: HarmReductionCodes
Id: harm-reduction
Title: "Harm reduction"
Description: "Advice given and things handed out so that using drugs does less harm"
* ^caseSensitive = true
* ^experimental = false
* #advice-blood-borne-viruses "Advice on blood-borne viruses"
* #advice-disposal "Advice on safe disposal of needles"
* #advice-overdose "Advice on overdose"
* #advice-safer-injecting "Advice on safer injecting"
* #advice-safer-sex "Advice on safer sex"
* #advice-treatment "Advice on treatment and how to come into it"
* #advice-wound-care "Advice on care of wounds"
* #equipment-condoms "Condoms"
* #equipment-foil "Foil to smoke from"
* #equipment-needles-and-syringes "Needles and syringes"
* #equipment-sharps-bin "Bin for sharps"
* #equipment-water "Water for injection"

CodeSystem: VaccineCodes
Id: vaccine
Title: "Vaccine"
Description: "Vaccines by what they are against; no SNOMED CT code is confirmed for any"
* ^caseSensitive = true
* ^experimental = false
* #hepatitis-a "Vaccine against hepatitis A"
* #hepatitis-a-and-b "Vaccine against hepatitis A and B"
* #hepatitis-b "Vaccine against hepatitis B"

CodeSystem: RefusalReasonCodes
Id: refusal-reason
Title: "Refusal reason"
Description: "Why a notice or a request was refused."
* ^caseSensitive = true
* ^experimental = false
* #AnswerIsIncomplete "Answer is incomplete"
* #BodyIsNotSupported "Body is not supported"
* #CallerIsUnknown "Caller is unknown"
* #CallerSendsNoMessages "Caller sends no messages"
* #CharacterSetIsNotUtf8 "Character set is not utf8"
* #ContentTypeIsNotJson "Content type is not json"
* #ContentTypeIsNotOfThisSource "Content type is not of this source"
* #DecisionIsIncomplete "Decision is incomplete"
* #DocumentCannotBeWritten "Document cannot be written"
* #EndpointIsNotRegistered "Endpoint is not registered"
* #FhirIsUnsafe "Fhir is unsafe"
* #FormatIsNotSupported "Format is not supported"
* #Gone "Gone"
* #MessageIsNone "Message is none"
* #MethodIsNotSupported "Method is not supported"
* #NobodyIsNamed "Nobody is named"
* #NotFound "Not found"
* #NotYoursToAnswer "Not yours to answer"
* #NoticeCannotBeKept "Notice cannot be kept"
* #NoticeIdIsMissing "Notice id is missing"
* #NoticeIdIsTaken "Notice id is taken"
* #NoticeIsMissingFromTheStore "Notice is missing from the store"
* #NoticeIsNotCsv "Notice is not csv"
* #NoticeIsNotFhir "Notice is not fhir"
* #NoticeIsNotHl7 "Notice is not hl7"
* #NoticeIsNotJson "Notice is not json"
* #NoticeIsNotXml "Notice is not xml"
* #NoticeIsTooLarge "Notice is too large"
* #NoticeKindIsUnknown "Notice kind is unknown"
* #NoticeTimeIsInTheFuture "Notice time is in the future"
* #NoticeTimeIsMissing "Notice time is missing"
* #NoticeVersionIsNotANumber "Notice version is not a number"
* #OnlyTheAnswerCanChange "Only the answer can change"
* #OperationNeedsMore "Operation needs more"
* #ProfileIsUnknown "Profile is unknown"
* #SearchIsNotSupported "Search is not supported"
* #SearchNamesNobody "Search names nobody"
* #SeveralMatch "Several match"
* #SourceIsUnknown "Source is unknown"
* #StepIsNotPossible "Step is not possible"
* #StorageIsAway "Storage is away"
* #SubscriptionIsNotSupported "Subscription is not supported"
* #TooManySubscriptions "Too many subscriptions"
* #VersionIsNeeded "Version is needed"
* #VersionIsOld "Version is old"

ValueSet: TopAnswerValues
Id: top-answer
Title: "Questions of the Treatment Outcomes Profile"
Description: "What the Treatment Outcomes Profile asks, one code for each question."
* ^experimental = false
* https://fhir.throughcare.example/CodeSystem/observation#top-acute-housing-problem
* https://fhir.throughcare.example/CodeSystem/observation#top-assault
* https://fhir.throughcare.example/CodeSystem/observation#top-days-of-alcohol-use
* https://fhir.throughcare.example/CodeSystem/observation#top-days-of-amphetamine-use
* https://fhir.throughcare.example/CodeSystem/observation#top-days-of-cannabis-use
* https://fhir.throughcare.example/CodeSystem/observation#top-days-of-cocaine-use
* https://fhir.throughcare.example/CodeSystem/observation#top-days-of-crack-use
* https://fhir.throughcare.example/CodeSystem/observation#top-days-of-drug-selling
* https://fhir.throughcare.example/CodeSystem/observation#top-days-of-illicit-opiate-use
* https://fhir.throughcare.example/CodeSystem/observation#top-days-of-injecting
* https://fhir.throughcare.example/CodeSystem/observation#top-days-of-other-drug-use
* https://fhir.throughcare.example/CodeSystem/observation#top-days-of-shoplifting
* https://fhir.throughcare.example/CodeSystem/observation#top-education
* https://fhir.throughcare.example/CodeSystem/observation#top-housing-at-risk
* https://fhir.throughcare.example/CodeSystem/observation#top-other-theft
* https://fhir.throughcare.example/CodeSystem/observation#top-paid-work
* https://fhir.throughcare.example/CodeSystem/observation#top-physical-health
* https://fhir.throughcare.example/CodeSystem/observation#top-psychological-health
* https://fhir.throughcare.example/CodeSystem/observation#top-quality-of-life
* https://fhir.throughcare.example/CodeSystem/observation#top-shared-injecting-equipment

ValueSet: NaloxoneValues
Id: naloxone
Title: "Naloxone to take home"
Description: "The kits of naloxone that the tables know."
* ^experimental = false
* https://fhir.throughcare.example/CodeSystem/medicine#naloxone-1-26mg-0-1ml-nasal-spray-unit-dose
* https://fhir.throughcare.example/CodeSystem/medicine#naloxone-1-8mg-0-1ml-nasal-spray-unit-dose
* https://fhir.throughcare.example/CodeSystem/medicine#naloxone-2mg-2ml-solution-for-injection-pre-filled-syringes
