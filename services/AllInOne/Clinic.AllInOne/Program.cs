using Clinic.AllInOne;
using Clinic.AllInOne.Demo;

return args is ["demo", ..] ? await DemoCommand.RunAsync(args) : await AllInOneHost.RunAsync(args);
