module example.com/loggers

go 1.26
