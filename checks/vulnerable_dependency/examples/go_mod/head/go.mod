module example.org/app

go 1.22

require (
	golang.org/x/net v0.30.0
	golang.org/x/text v0.3.5 // indirect
)
