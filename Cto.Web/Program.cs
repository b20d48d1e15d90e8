using Cto.Connectors;
using Cto.Insights.Storage;
using Cto.ServiceDefaults;
using Cto.Web;
using Cto.Web.Components;
using Cto.Web.Endpoints;
using Cto.Web.Security;
using Cto.Web.Security.SignIn;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddStore();
builder.Services.AddStoreHealth();
builder.Services.AddConnectors(builder.Configuration);
builder.Services.AddSecurity();
builder.AddApi();
builder.Services.AddPages();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseProblems();
app.UseRouting();
app.UseSecurity();
app.MapDefaultEndpoints();
app.MapSignIn();
app.MapApi();
app.MapPages();
await app.RunAsync();
