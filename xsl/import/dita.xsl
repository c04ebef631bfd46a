<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  A topic of DITA (concept, task, reference, a glossary's entry) as a release,
  or a composite of several, whose first gives the title.  What lies in other
  files (conref, keyref) is not read, and a map of topics is no text.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:gazette:release:1">

  <xsl:import href="../lib/prose.xsl"/>

  <xsl:variable name="topics"
      select="' topic concept task reference glossentry troubleshooting glossgroup '"/>

  <xsl:variable name="map" select="concat(
      ' topic=section concept=section task=section reference=section ',
      'troubleshooting=section glossentry=section section=section refsyn=section ',
      'body=words conbody=words taskbody=words refbody=words troublebody=words ',
      'bodydiv=words title=title glossterm=title glossdef=p titlealts=none prolog=none ',
      'shortdesc=p abstract=words p=p context=words prereq=words result=words ',
      'postreq=words steps=ol steps-unordered=ul substeps=ol step=li substep=li ',
      'cmd=words info=words stepresult=p stepxmp=p tutorialinfo=p choices=ul choice=li ',
      'ul=ul ol=ol li=li sl=ul sli=li dl=dl dlentry=words dlhead=words dthd=dt ddhd=dd ',
      'dt=term dd=dd parml=dl plentry=words pt=term pd=dd note=aside ',
      'hazardstatement=aside example=words fig=figure image=img alt=none desc=caption ',
      'longdescref=none lq=blockquote q=q lines=pre pre=pre codeblock=pre ',
      'screen=pre msgblock=pre codeph=code filepath=code cmdname=code varname=em ',
      'userinput=code systemoutput=code option=code parmname=code apiname=code ',
      'xmlelement=code xmlatt=code uicontrol=strong wintitle=strong term=em cite=em ',
      'b=strong i=em u=u sup=sup sub=sub tt=code line-through=s ph=span keyword=span ',
      'table=table tgroup=words colspec=none thead=thead tbody=tbody row=tr ',
      'entry=entry simpletable=table sthead=tr strow=tr stentry=entry ',
      'properties=table prophead=tr property=tr proptype=entry propvalue=entry ',
      'propdesc=entry proptypehd=entry propvaluehd=entry propdeschd=entry ',
      'choicetable=table chhead=tr chrow=tr choption=entry chdesc=entry ',
      'choptionhd=entry chdeschd=entry fn=note xref=link link=link linktext=words ',
      'related-links=words linklist=words linkpool=words indexterm=none ',
      'draft-comment=none required-cleanup=none data=none data-about=none ',
      'metadata=none foreign=none unknown=none object=none param=none ', '')"/>

  <xsl:template match="/*">
    <xsl:variable name="topic" select="(self::*[not(self::dita)] | self::dita/*)[
        contains($topics, concat(' ', local-name(), ' '))][1]"/>
    <xsl:variable name="lead" select="($topic/shortdesc | $topic/abstract)[normalize-space()][1]"/>
    <release>
      <xsl:apply-templates select="($topic/@xml:lang | @xml:lang)[normalize-space()][1]"
          mode="root"/>
      <head>
        <xsl:apply-templates select="($topic/title | $topic/glossterm)[1]" mode="field">
          <xsl:with-param name="name" select="'title'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="$lead" mode="abstract"/>
        <xsl:apply-templates select="$topic/prolog" mode="facts"/>
        <source format="dita"/>
      </head>
      <body xmlns="http://www.w3.org/1999/xhtml">
        <xsl:apply-templates select="$topic/*[not(self::title or self::shortdesc or
            self::abstract)][local-name() != 'glossterm']" mode="body"/>
        <xsl:apply-templates select="self::dita/*[count(. | $topic) = 2]" mode="body"/>
      </body>
      <xsl:call-template name="notes"/>
      <report/>
    </release>
  </xsl:template>

  <xsl:template match="prolog" mode="facts">
    <xsl:apply-templates select="critdates/created/@date" mode="said">
      <xsl:with-param name="name" select="'issued'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="author[normalize-space()][1]" mode="said">
      <xsl:with-param name="name" select="'byline'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="metadata/keywords/keyword" mode="said">
      <xsl:with-param name="name" select="'subject'"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="linklist | related-links" mode="body">
    <xsl:apply-templates select="title" mode="title"/>
    <xsl:if test="link[normalize-space()]">
      <ul xmlns="http://www.w3.org/1999/xhtml">
        <xsl:for-each select="link[normalize-space()]">
          <li><xsl:apply-templates select="." mode="body"/></li>
        </xsl:for-each>
      </ul>
    </xsl:if>
    <xsl:apply-templates select="linklist | linkpool" mode="body"/>
  </xsl:template>

  <!-- Menus, one within the other. -->
  <xsl:template match="menucascade" mode="body">
    <xsl:for-each select="*">
      <xsl:if test="position() &gt; 1"> &gt; </xsl:if>
      <xsl:apply-templates select="." mode="body"/>
    </xsl:for-each>
  </xsl:template>

</xsl:stylesheet>
