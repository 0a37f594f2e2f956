Profile: Release
Parent: CustodyStay
Id: release
Title: "Release"
Description: "A custody stay that is over, with the hour at which the person walked out. Not every one is a release to the community: a person may have died, gone to a hospital or been handed to immigration, which the reason of the movement says."
// The clocks of the handover start at the hour of release: a release without it starts none.
* status = #finished (exactly)
* period 1..1
* period.end 1..1
